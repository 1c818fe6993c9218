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

/** To one trace; its id usually is a variable that is typed into: `${trace}`. */
export const toTrace = (title: string, traceId: string): Next => ({
  title,
  url: explore({ datasource: datasources.traces, queryType: 'traceql', query: traceId }),
});

export function asLink({ title, url }: Next): DashboardLink {
  const { placement: _, ...link } = defaultDashboardLink();
  return { ...link, title, url, tags: [] };
}

/**
 * Explore knows no dashboard's variables, and Grafana fills in only what stands unencoded in a link: so those of the dashboard
 * do, in a format that is still JSON afterwards. Grafana's own (`$__rate_interval`) stay encoded: Explore fills them in.
 */
function explore(query: Readonly<Record<string, unknown>> & { readonly datasource: { readonly uid: string } }): string {
  const pane = {
    datasource: query.datasource.uid,
    queries: [{ refId: 'A', ...query }],
    range: { from: filled('__from'), to: filled('__to') },
  };
  const panes = encodeURIComponent(JSON.stringify({ next: pane }))
    .replaceAll(ofTheDashboard, (_, name: string, at: number, all: string) =>
      filled(`${name}:${isInPattern(all.slice(0, at)) ? 'pipe' : 'percentencode'}`),
    )
    .replaceAll(/%24%7B(__from|__to)%7D/g, (_, name: string) => filled(name));
  return `/explore?schemaVersion=1&panes=${panes}`;
}

/** `$name` and `${name}`, encoded. */
const ofTheDashboard = /%24(?:%7B)?((?!__)[A-Za-z]\w*)(?:%7D)?/g;

/** Several values are alternatives of the regular expression they stand in; a single one may hold any character. */
const isInPattern = (encodedBefore: string) => encodedBefore.charAt(encodedBefore.lastIndexOf(quote) - 1) === '~';
const quote = encodeURIComponent('\\"');
