import type { Alert } from './receive/notification';

export interface LinkOptions {
  /** Without a slash at the end. */
  readonly inbox: string;
  readonly dashboards: string;
  readonly alertmanager: string;
}

export interface Links {
  readonly runbook?: string;
  readonly dashboard?: string;
  readonly silence: string;
  readonly trace?: string;
}

/** Where a person goes from an alert. An address in an annotation is taken as it is; a path is one of this platform. */
export function linksOf({ labels, annotations }: Alert, traceId: string | undefined, options: LinkOptions): Links {
  const { runbook_url: runbook, dashboard_url: dashboard } = annotations;
  return {
    ...(runbook && { runbook: URL.canParse(runbook) ? runbook : `${options.inbox}/runbooks/${runbookName(runbook)}` }),
    ...(dashboard && { dashboard: URL.canParse(dashboard) ? dashboard : `${options.dashboards}${dashboard}` }),
    silence: `${options.alertmanager}/#/silences/new?filter=${encodeURIComponent(matchers(labels))}`,
    ...(traceId && { trace: traceLink(options.dashboards, traceId) }),
  };
}

/** `alerts/runbooks/OrderAvailabilityBudgetBurn.md`, in whatever folder of runbooks, is shown as `OrderAvailabilityBudgetBurn`. */
const runbookName = (path: string) => path.replace(/^.*\//, '').replace(/\.md$/, '');

const matchers = (labels: Readonly<Record<string, string>>) =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;

/** Explore on one trace; `traces` is the uid of the data source in stack/config/grafana. */
function traceLink(dashboards: string, traceId: string): string {
  const query = { refId: 'A', datasource: { uid: 'traces' }, queryType: 'traceId', query: traceId };
  const panes = { trace: { datasource: 'traces', queries: [query], range: { from: 'now-1h', to: 'now' } } };
  return `${dashboards}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;
}
