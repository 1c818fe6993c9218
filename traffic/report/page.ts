import { type LoadResult, notableRequests, notableTraces } from '../load/load-result';
import type { Observation } from '../load/observation';
import { distributionChart } from './charts/distribution';
import { heatMapChart } from './charts/heat-map';
import { latencyChart } from './charts/latency';
import { observedChart } from './charts/observed';
import { rateChart } from './charts/rate';
import { figures, ms, percent } from './figures';
import { Html, html } from './html';
import type { RunIncident } from './incidents';
import type { NamedRun, Report, TargetResult } from './report';
import { style } from './style';
import { left, right, table } from './table';

/** The report as one page that needs nothing else: no network, no script. */
export function page(report: Report): string {
  const names = report.runs.map(({ name }) => name).join(' and ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Load report: ${names}</title>
<style>${new Html(style)}</style>
</head>
<body>
<h1>Load report: ${names}</h1>
<p class="dim">${report.runs.map(({ name, run }) => html`${name}: run <code>${run.runId}</code> of ${when(run)}${run.ended === 'stopped' ? ', stopped early' : ''}.<br>`)}</p>
<h2>Targets</h2>
${targetTable(report.targets)}
<h2>Figures</h2>
${figures(report)}
<h3>Distribution of the latency</h3>
<p class="dim">The latency that this share of all requests stays below, from the moment each was due.</p>
${figure(distributionChart(report.runs))}
${report.runs.map((run) => section(run, report.incidents[run.name] ?? []))}
</body>
</html>
`.text;
}

const figure = (svg: string) => html`<figure>${new Html(svg)}</figure>`;

const when = ({ startedAt, endedAt }: LoadResult) =>
  `${startedAt.slice(0, 19).replace('T', ' ')} to ${endedAt.slice(11, 19)} UTC`;

const targetTable = (targets: readonly TargetResult[]) =>
  table(
    [
      left('target'),
      left('from'),
      left('wanted'),
      ...(targets[0]?.results ?? []).flatMap(({ run }) => [right(run), left('')]),
    ],
    targets.map(({ name, from, wanted, unit, results }) => [
      name,
      from,
      wanted,
      ...results.flatMap(({ measured, passes }) => [
        unit === 'ms' ? ms(measured) : `${measured.toFixed(unit === '%' ? 2 : 0)} ${unit}`,
        passes ? html`<span class="pass">pass</span>` : html`<span class="miss">miss</span>`,
      ]),
    ]),
  );

const section = ({ name, run }: NamedRun, incidents: readonly RunIncident[]) => html`
<h2 class="page">${name}</h2>
<h3>Requests</h3>
${figure(rateChart(run))}
<h3>Latency of each second</h3>
${figure(latencyChart(run))}
<h3>Latencies over time</h3>
${figure(heatMapChart(run))}
<h3>By route</h3>
${routeTable(run)}
${run.observed ? observed(run.observed) : html`<p class="dim">The platform could not be asked during this run.</p>`}
${incidentTable(incidents)}
<h3>Requests worth following</h3>
<p class="dim">The slowest, and the first that failed. In a terminal: <code>sightline trace &lt;trace&gt;</code></p>
${notable(run)}`;

function incidentTable(incidents: readonly RunIncident[]): Html {
  const rows = incidents.map(({ incident, title, percent, onAt, detection, alerts }) => [
    html`${incident}<br><span class="dim">${title}</span>`,
    percent === undefined ? (onAt < 0 ? 'all, from before' : `all, from ${onAt} s`) : `${percent} %`,
    detection?.alert ?? html`<span class="miss">${alerts.join(' or ')} did not fire</span>`,
    detection ? `${detection.afterSeconds}\u00a0s` : '',
  ]);
  if (rows.length === 0) return html``;
  return html`<h3>Incidents</h3>
${table([left('incident'), left('requests'), left('detected by'), right('after')], rows)}`;
}

const routeTable = ({ routes }: LoadResult) =>
  table(
    [left('route'), ...['sent', 'failed', 'p50', 'p95', 'p99', 'longest'].map(right)],
    routes.map(({ method, route, sent, statuses, latency }) => [
      `${method} ${route}`,
      sent.toLocaleString('en'),
      percent(
        Object.entries(statuses).reduce((sum, [status, count]) => sum + (Number(status) < 400 ? 0 : count), 0),
        sent,
      ),
      ...[latency.p50, latency.p95, latency.p99, latency.max].map(ms),
    ]),
  );

const observed = ({ cpu, memory, waits, slos, alerts }: Observation) => html`
<h3>Processors in use</h3>
${figure(observedChart(cpu, { unit: 'cores', scale: 1 }))}
<h3>Resident memory</h3>
${figure(observedChart(memory, { unit: 'MB', scale: 1e-6 }))}
<h3>Waits inside the services</h3>
${figure(observedChart(waits, { unit: 'ms', scale: 1000 }))}
<h3>Error budgets</h3>
${table(
  [left('SLO'), ...['objective', 'left before', 'left after', 'spent by the run'].map(right)],
  slos.map(({ id, objective, budgetBefore, budgetAfter }) => [
    id,
    `${Number((objective * 100).toFixed(3))} %`,
    percent(budgetBefore, 1),
    percent(budgetAfter, 1),
    percent(Math.max(0, budgetBefore - budgetAfter), 1),
  ]),
)}
<h3>Alerts</h3>
${
  alerts.length === 0
    ? html`<p>None fired.</p>`
    : table(
        [left('alert'), left('severity'), right('detected after'), right('ended after')],
        alerts.map(({ alert, severity, firedAt, endedAt }) => [
          alert,
          severity,
          firedAt < 0 ? 'fired before' : `${firedAt.toFixed(0)} s`,
          endedAt === undefined ? 'still firing' : `${endedAt.toFixed(0)} s`,
        ]),
      )
}`;

function notable(run: LoadResult): Html {
  const link = run.observed?.traceLink;
  const rows = notableRequests(run).map(({ latencyMs, status, error, method, route, at, traceId }) => [
    ms(latencyMs),
    String(status ?? error ?? ''),
    `${method} ${route}`,
    at.slice(11, 19),
    link
      ? html`<a class="code" href="${link.replace('{traceId}', traceId)}">${traceId}</a>`
      : html`<span class="code">${traceId}</span>`,
  ]);
  const kept = notableTraces(run).flatMap((id) => {
    const view = run.traces?.[id];
    return view === undefined ? [] : [html`<details><summary class="code">${id}</summary><pre>${view}</pre></details>`];
  });
  return html`${table([right('latency'), left('answer'), left('route'), left('at'), left('trace')], rows)}
${kept}`;
}
