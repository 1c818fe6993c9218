import type { Dashboard, DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';
import { follow, type Opened, panesOf } from './follow-link';
import { type FoundQuery, panelsOf, type Target } from './walk';

/** Every link of a dashboard that leads somewhere in particular: of its panels, and of the cells of its tables. */
export function linksOf(dashboard: Dashboard): { readonly where: string; readonly url: string }[] {
  const own = (dashboard.links ?? []).map((link) => ({ where: `link ${link.title}`, link }));
  const ofPanels = panelsOf(dashboard).flatMap((panel) => {
    const { defaults, overrides = [] } = panel.fieldConfig ?? {};
    const cells = overrides.flatMap(({ properties }) =>
      properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as DashboardLink[]),
    );
    const values = (defaults?.links ?? []) as DashboardLink[];
    return [...(panel.links ?? []), ...values, ...cells].map((link) => ({ where: panel.title ?? '?', link }));
  });
  return [...own, ...ofPanels].flatMap(({ where, link }) => (link.url ? [{ where, url: link.url }] : []));
}

/** The queries behind links to Explore, as they arrive there: one follows them when it matters, so they must find something too. */
export function exploredQueries(dashboard: Dashboard, opened: Opened): FoundQuery[] {
  const found = linksOf(dashboard).flatMap(({ where, url }) =>
    panesOf(follow(url, opened)).flatMap(({ queries = [] }) =>
      queries.flatMap(({ expr, datasource }): FoundQuery[] => {
        if (expr === undefined) return [];
        const isLoki = datasource?.type === 'loki';
        const target: Target = { refId: 'link', expr, instant: false, ...(isLoki ? { maxLines: 10 } : {}) };
        return [{ dashboard, kind: 'link', where: `link of ${where}`, target, language: isLoki ? 'logql' : 'promql' }];
      }),
    ),
  );
  return [...new Map(found.map((query) => [query.target.expr, query])).values()];
}
