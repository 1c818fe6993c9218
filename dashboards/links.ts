import { type DashboardLink, defaultDashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';
import { uidOf } from './board';
import { datasources } from './datasources';

/** A variable that Grafana fills in when the link is shown. */
export const filled = (variable: string) => `\${${variable}}`;

/** Where one goes next from a panel. */
export interface Next {
  readonly title: string;
  readonly url: string;
}

/**
 * To another dashboard, at the same time range.
 *
 * @param variables for each variable its value; `$name` passes on the one chosen here.
 */
export function toDashboard(name: string, title: string, variables: Readonly<Record<string, string>> = {}): Next {
  const chosen = Object.entries(variables).map(([variable, value]) =>
    value === `$${variable}` ? filled(`${variable}:queryparam`) : `var-${variable}=${value}`,
  );
  return { title, url: `/d/${uidOf(name)}?${[...chosen, filled('__url_time_range')].join('&')}` };
}

/** To the log lines a LogQL query selects. */
export const toLogs = (title: string, expr: string): Next => ({
  title,
  url: explore({ datasource: datasources.loki, expr, queryType: 'range' }),
});

/** To a metric, free to be cut and combined. */
export const toMetric = (title: string, expr: string): Next => ({
  title,
  url: explore({ datasource: datasources.prometheus, expr }),
});

/** To one trace; the id usually is `${__value.raw}`, the value of the cell that was clicked. */
export const toTrace = (title: string, traceId: string): Next => ({
  title,
  url: explore({ datasource: datasources.traces, queryType: 'traceql', query: traceId }),
});

export const asLink = ({ title, url }: Next): DashboardLink => ({ ...defaultDashboardLink(), title, url, tags: [] });

/** Encoded as Grafana's Explore reads it, but for `${...}`, which is filled in when the link is shown. */
function explore(query: Readonly<Record<string, unknown>> & { readonly datasource: { readonly uid: string } }): string {
  const pane = {
    datasource: query.datasource.uid,
    queries: [{ refId: 'A', ...query }],
    range: { from: filled('__from'), to: filled('__to') },
  };
  const encoded = encodeURIComponent(JSON.stringify({ next: pane }));
  const variables = /%24%7B([^%]*(?:%3A[^%]*)?)%7D/g;
  return `/explore?schemaVersion=1&panes=${encoded.replace(variables, (_, name) => `\${${decodeURIComponent(name)}}`)}`;
}
