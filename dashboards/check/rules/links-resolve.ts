import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { datasources } from '../../datasources';
import { unknownVariables } from '../interpolate';
import { linksOf, panesOf } from '../links-of';
import type { Rule } from '../problem';
import { titleOf, variablesOf } from '../walk';

const uids = new Set<string>(Object.values(datasources).map(({ uid }) => uid));

/** A link leads to a dashboard that is there, sets variables it has, and passes on variables this one has. */
export const linksResolve: Rule = (dashboards) => {
  const byUid = new Map(dashboards.map((dashboard) => [dashboard.uid ?? '', dashboard]));
  return dashboards.flatMap((dashboard) =>
    linksOf(dashboard).flatMap(({ where, url }) =>
      [...brokenTarget(url, byUid), ...unfilled(url, dashboard)].map((says) => ({
        dashboard: titleOf(dashboard),
        where,
        says: `${says} (${url})`,
      })),
    ),
  );
};

function brokenTarget(url: string, byUid: ReadonlyMap<string, Dashboard>): string[] {
  const { pathname } = new URL(url, 'http://grafana');
  if (pathname === '/explore') return panesOf(url).flatMap(brokenPane);
  const [, kind, uid = ''] = pathname.split('/');
  const target = kind === 'd' ? byUid.get(uid) : undefined;
  if (!target) return [`leads to ${pathname}, which is not there`];
  const has = new Set(variablesOf(target).map(({ name }) => name));
  const passed = [...url.matchAll(/[?&](?:var-(\w+)=|\$\{(\w+):queryparam\})/g)].map(([, set, on]) => set ?? on ?? '');
  return passed.filter((name) => !has.has(name)).map((name) => `sets ${name}, which ${titleOf(target)} does not have`);
}

const brokenPane = ({ datasource = '', queries = [] }: ReturnType<typeof panesOf>[number]): string[] => [
  ...(uids.has(datasource) ? [] : [`asks the data source ${datasource}, which is not there`]),
  ...(queries.length > 0 ? [] : ['asks nothing']),
];

const unfilled = (url: string, { templating }: Dashboard) =>
  unknownVariables(url, ['__value', ...(templating.list ?? []).map(({ name }) => name)]).map(
    (name) => `no variable $${name}`,
  );
