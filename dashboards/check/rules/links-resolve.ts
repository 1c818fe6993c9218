import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { datasources } from '../../datasources';
import { follow, isTime, type Opened, type Pane, type PaneQuery, panesOf } from '../follow-link';
import { interpolate, type Values } from '../interpolate';
import { linksOf } from '../links-of';
import { logqlProblem, unknownStreamLabels } from '../logql';
import type { Rule } from '../problem';
import { promqlProblem } from '../promql/syntax-problem';
import { titleOf, variablesOf } from '../walk';

const typeOf = new Map<string, string>(Object.values(datasources).map(({ uid, type }) => [uid, type]));

/** Every link, followed as a browser follows it, leads to something that is there, and arrives with nothing left to fill in. */
export const linksResolve: Rule = (dashboards) => {
  const byUid = new Map(dashboards.map((dashboard) => [dashboard.uid ?? '', dashboard]));
  return dashboards.flatMap((dashboard) =>
    linksOf(dashboard).flatMap(({ where, url }) => {
      const problems = openings(dashboard).flatMap((opened) => problemsAt(follow(url, opened), byUid));
      return [...new Set(problems)].map((message) => ({
        dashboard: titleOf(dashboard),
        where,
        message: `${message} (${url})`,
      }));
    }),
  );
};

/** A dashboard with everything chosen, and with one thing: what is written differently where there are several values. */
export const openings = (dashboard: Dashboard): Opened[] =>
  [['first', 'second'], ['first']].map((chosen) => ({
    values: chosenOn(dashboard, chosen),
    from: new Date('2026-01-01T00:00:00Z'),
    to: new Date('2026-01-01T01:00:00Z'),
  }));

function chosenOn(dashboard: Dashboard, chosen: readonly string[]): Values {
  return Object.fromEntries(
    variablesOf(dashboard).map(({ name, type, multi, current }) => [
      name,
      type === 'textbox' ? 'typed & sent #1' : multi ? chosen : String(current?.value || chosen[0]),
    ]),
  );
}

function problemsAt(address: URL, byUid: ReadonlyMap<string, Dashboard>): string[] {
  if (address.host !== 'grafana') return unfilledIn(address.href);
  if (address.pathname === '/explore') return problemsOfExplore(address);
  const [, kind, uid = ''] = address.pathname.split('/');
  const target = kind === 'd' ? byUid.get(uid) : undefined;
  if (!target) return [`leads to ${address.pathname}, which is not there`];
  const parameters = [...address.searchParams];
  const has = new Set(variablesOf(target).map(({ name }) => `var-${name}`));
  return [
    ...parameters.flatMap(([name, value]) => [...unfilledIn(name), ...unfilledIn(value)]),
    ...parameters
      .filter(([name]) => name.startsWith('var-') && !has.has(name))
      .map(([name]) => `sets ${name.slice(4)}, which ${titleOf(target)} does not have`),
    ...parameters.filter(([name, value]) => /^(from|to)$/.test(name) && !isTime(value)).map(noTime),
  ];
}

function problemsOfExplore(address: URL): string[] {
  if (address.searchParams.get('schemaVersion') !== '1') return ['does not say which form of Explore link it is'];
  try {
    const panes = panesOf(address);
    return panes.length > 0 ? panes.flatMap(problemsOfPane) : ['opens nothing'];
  } catch {
    return ['is no JSON any more once its variables are filled in'];
  }
}

const problemsOfPane = ({ datasource = '', queries = [], range = {} }: Pane): string[] => [
  ...(typeOf.has(datasource) ? [] : [`asks the data source ${datasource}, which is not there`]),
  ...(queries.length > 0 ? queries.flatMap((query) => problemsOfQuery(query, datasource)) : ['asks nothing']),
  ...Object.entries({ from: range.from ?? '', to: range.to ?? '' })
    .filter(([, value]) => !isTime(value))
    .map(noTime),
];

function problemsOfQuery({ datasource, expr, query }: PaneQuery, paneUid: string): string[] {
  const elsewhere = datasource?.uid === paneUid ? [] : [`asks ${datasource?.uid} in a pane of ${paneUid}`];
  const asked = expr ?? query;
  if (asked === undefined) return [...elsewhere, 'asks nothing'];
  const unfilled = unfilledIn(asked);
  if (unfilled.length > 0 || expr === undefined) return [...elsewhere, ...unfilled];
  return [...elsewhere, ...syntaxErrors(interpolate(expr, {}), typeOf.get(paneUid))];
}

function syntaxErrors(expr: string, type: string | undefined): string[] {
  const isLogs = type === 'loki';
  const problem = isLogs ? logqlProblem(expr) : promqlProblem(expr);
  if (problem !== undefined) return [`asks what ${problem}`];
  return isLogs ? unknownStreamLabels(expr).map((label) => `${label} is not a label of a log stream`) : [];
}

/** Explore fills in these itself. */
const ofExplore = new Set(['__rate_interval', '__interval', '__range', '__auto']);

const unfilledIn = (text: string): string[] =>
  [...text.matchAll(/\$(?:\{([\w.]+)(?::\w+)?\}|([A-Za-z_]\w*))/g)]
    .map(([, braced, bare]) => braced ?? bare ?? '')
    .filter((name) => !ofExplore.has(name))
    .map((name) => `leaves $${name} unfilled`);

const noTime = ([name, value]: [string, string]) => `${name}=${value} is no time`;
