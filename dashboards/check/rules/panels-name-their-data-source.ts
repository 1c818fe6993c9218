import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { datasources, mixed } from '../../datasources';
import type { Rule } from '../problem';
import { panelsOf, targetsOf, titleOf } from '../walk';

const known = new Set<string>(Object.values(datasources).map(({ uid }) => uid));

/** A panel names the data source that its queries name, or that they are mixed: without it, Grafana asks its default one. */
export const panelsNameTheirDataSource: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    panelsOf(dashboard).flatMap((panel) =>
      problemsOf(panel).map((message) => ({ dashboard: titleOf(dashboard), where: panel.title ?? '?', message })),
    ),
  );

function problemsOf(panel: Panel): string[] {
  const asked = [...new Set(targetsOf(panel).map(({ datasource }) => datasource?.uid ?? 'none'))];
  if (asked.length === 0) return [];
  const expected = asked.length === 1 ? asked[0] : mixed.uid;
  const named = panel.datasource?.uid ?? 'none';
  return [
    ...asked.filter((uid) => !known.has(uid)).map((uid) => `a query names the data source ${uid}, which is not there`),
    ...(named === expected ? [] : [`names the data source ${named}, where its queries name ${asked.join(' and ')}`]),
  ];
}
