import type { Watchdog } from '../keep/watchdog';
import { type LinkOptions, linksOf } from '../links';
import { type Channel, channels, type Delivery } from '../receive/delivery';
import type { Alert } from '../receive/notification';
import { type Html, html } from './html';
import { instant, lasting } from './when';

export interface InboxPageOptions {
  readonly deliveries: readonly Delivery[];
  readonly channel: Channel | undefined;
  readonly watchdog: Watchdog;
  readonly revision: number;
  readonly links: LinkOptions;
}

/** The channels a person would have heard of by; the watchdog has a line of its own. */
const told = channels.filter((channel) => channel !== 'watchdog');
const shownAtMost = 100;

export function inboxPage({ deliveries, channel, watchdog, revision, links }: InboxPageOptions): Html {
  const own = deliveries.filter((each) => (channel ? each.channel === channel : each.channel !== 'watchdog'));
  return html`<div data-revision="${revision}">
<h1>${channel ? `What came by ${channel}` : 'What was sent to people'}</h1>
${watchdogLine(watchdog)}
<nav class="channels" aria-label="Channels">
${channelLink('all', undefined, channel)}
${told.map((each) => channelLink(each, each, channel))}
</nav>
${
  own.length === 0
    ? html`<p class="empty">Nothing has come${channel ? ` by ${channel}` : ''} yet. To see that it would:
<code>npx sightline alert test --all</code></p>`
    : html`<ol class="deliveries">${own.slice(0, shownAtMost).map((each) => deliveryItem(each, links))}</ol>`
}
</div>`;
}

const channelLink = (name: string, channel: Channel | undefined, current: Channel | undefined) =>
  html`<a href="${channel ? `/?channel=${channel}` : '/'}"${channel === current && html` aria-current="page"`}>${name}</a>`;

function watchdogLine({ alive, lastHeardAt }: Watchdog): Html {
  if (alive && lastHeardAt)
    return html`<p class="watchdog">The watchdog was heard at ${instant(lastHeardAt)}: alerts find their way.</p>`;
  return html`<p class="watchdog silent" role="alert"><strong>The watchdog is silent</strong>${
    lastHeardAt ? html` since ${instant(lastHeardAt)}` : ''
  }: Prometheus, Alertmanager or the way between them is broken, and alerts may not arrive.
<a href="/runbooks/Watchdog">What to do</a></p>`;
}

function deliveryItem({ id, channel, receivedAt, notification, traceId }: Delivery, options: LinkOptions): Html {
  const { status, alerts, commonLabels, commonAnnotations, groupLabels, truncatedAlerts } = notification;
  const [first] = alerts;
  const severity = commonLabels.severity ?? 'none';
  const name = commonLabels.alertname ?? 'Several alerts';
  const isTest = commonLabels.sightline_test !== undefined;
  return html`<li id="n${id}" class="delivery ${status}" data-severity="${severity}">
<article aria-labelledby="t${id}">
<h2 id="t${id}"><span class="status">${status}</span> ${name}</h2>
<p class="facts"><span class="severity">${severity}</span> · ${channel} · ${instant(receivedAt)}${isTest && html` · <span class="test">test</span>`}</p>
<p>${commonAnnotations.summary ?? first?.annotations.summary}</p>
<p class="group">${Object.entries(groupLabels)
    .filter(([key]) => key !== 'alertname' && key !== 'sightline_test')
    .map(label)}</p>
${alerts.map((alert) => alertPart({ alert, id, isOnly: alerts.length === 1, traceId, options }))}
${truncatedAlerts > 0 && html`<p>and ${truncatedAlerts} more</p>`}
</article>
</li>`;
}

interface AlertPart {
  readonly alert: Alert;
  readonly id: number;
  readonly isOnly: boolean;
  readonly traceId: string | undefined;
  readonly options: LinkOptions;
}

function alertPart({ alert, id, isOnly, traceId, options }: AlertPart): Html {
  const { status, labels, annotations, startsAt, endsAt, fingerprint } = alert;
  const { runbook, dashboard, silence, trace } = linksOf(alert, traceId, options);
  const lasted = status === 'resolved' && ` after ${lasting(Date.parse(endsAt) - Date.parse(startsAt))}`;
  return html`<section class="alert">
${!isOnly && html`<h3>${annotations.summary ?? labels.alertname}</h3>`}
<p>${annotations.description}</p>
<p class="links">${[
    runbook && html`<a href="${runbook}">Runbook</a>`,
    dashboard && html`<a href="${dashboard}">Dashboard</a>`,
    trace && html`<a href="${trace}">Trace of the moment</a>`,
    status === 'firing' && html`<a href="${silence}">Silence</a>`,
  ]}</p>
<details id="d${id}-${fingerprint}"><summary>${status}${lasted}, since ${instant(startsAt)}</summary>
<dl>${Object.entries(labels).map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl>
</details>
</section>`;
}

const label = ([name, value]: readonly [string, string]) => html`<span class="label">${name}=${value}</span> `;
