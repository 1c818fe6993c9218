import type { Dashboard, DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';
import { type FoundQuery, panelsOf, type Target } from './walk';

/** Every link of a dashboard that leads somewhere in particular: of its panels, and of the cells of its tables. */
export function linksOf(dashboard: Dashboard): { readonly where: string; readonly url: string }[] {
  const own = (dashboard.links ?? []).map((link) => ({ where: `link ${link.title}`, link }));
  const ofPanels = panelsOf(dashboard).flatMap((panel) => {
    const cells = (panel.fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
      properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as DashboardLink[]),
    );
    return [...(panel.links ?? []), ...cells].map((link) => ({ where: panel.title ?? '?', link }));
  });
  return [...own, ...ofPanels].flatMap(({ where, link }) => (link.url ? [{ where, url: link.url }] : []));
}

interface Pane {
  readonly datasource?: string;
  readonly queries?: readonly (Partial<Target> & { readonly query?: string })[];
}

/** What an Explore link opens; nothing for any other link. */
export function panesOf(url: string): Pane[] {
  const { pathname, searchParams } = new URL(url, 'http://grafana');
  if (pathname !== '/explore') return [];
  return Object.values(JSON.parse(searchParams.get('panes') ?? '{}') as Record<string, Pane>);
}

/** The queries behind links to Explore: one follows them when it matters, so they must find something too. */
export function exploredQueries(dashboard: Dashboard): FoundQuery[] {
  const found = linksOf(dashboard).flatMap(({ where, url }) =>
    panesOf(url).flatMap(({ queries = [] }) =>
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
