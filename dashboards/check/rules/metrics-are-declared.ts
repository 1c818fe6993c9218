import type { Rule } from '../problem';
import { type KnownMetric, knownMetrics } from '../promql/known-metrics';
import { groupingLabelsOf, type Parsed, type Selector, selectorsOf } from '../promql/parse';
import { queriesOf, titleOf } from '../walk';
import { parsedQuery } from './parsed-query';

/** Every metric is declared in the catalogue or the inventory, and has the labels it is matched on. */
export const metricsAreDeclared: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    queriesOf(dashboard).flatMap((query) => {
      const parsed = parsedQuery(query);
      if (!parsed) return [];
      return [...selectorsOf(parsed).flatMap(unknownNames), ...unknownGrouping(parsed)].map((says) => ({
        dashboard: titleOf(dashboard),
        where: query.where,
        says,
      }));
    }),
  );

function unknownNames({ metric, labels }: Selector): string[] {
  const known = knownMetrics.get(metric);
  if (!known) return [`${metric} is neither in the telemetry catalogue nor in the inventory`];
  return labels.flatMap(({ name, equals }) => {
    if (!known.labels.has(name)) return [`${metric} has no label ${name}`];
    const values = closedValues(known, name);
    return equals !== undefined && values && !values.includes(equals)
      ? [`${name} of ${metric} is never "${equals}"`]
      : [];
  });
}

/** The values a label can have, where the catalogue closes the set. */
function closedValues({ declared }: KnownMetric, label: string): readonly string[] | undefined {
  if (Array.isArray(declared.labels)) return undefined;
  const values = (declared.labels as Readonly<Record<string, unknown>>)[label];
  return Array.isArray(values) ? values : undefined;
}

/** Labels made by label_replace and label_join, and grouping by what no metric inside has. */
function unknownGrouping(parsed: Parsed): string[] {
  const made = [...parsed.text.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const present = new Set([
    ...made,
    ...selectorsOf(parsed).flatMap(({ metric }) => [...(knownMetrics.get(metric)?.labels ?? [])]),
  ]);
  return groupingLabelsOf(parsed)
    .filter((label) => !present.has(label))
    .map((label) => `groups by ${label}, which none of its metrics has`);
}
