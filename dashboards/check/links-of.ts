import type { Dashboard, DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelsOf } from './walk';

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
