import { findNodes, type PlainSelector, parsePromql, selectorsIn, textOf } from '@sightline/promql';
import type { Rule } from '../problem';
import { type KnownMetric, knownMetrics } from '../promql/known-metrics';
import { queriesOf, titleOf } from '../walk';
import { parsedQuery } from './parsed-query';

/** Every metric is declared in the catalogue or the inventory, and has the labels it is matched on. */
export const metricsAreDeclared: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    queriesOf(dashboard).flatMap((query) => {
      const text = parsedQuery(query);
      if (text === undefined) return [];
      return [...selectorsIn(text).flatMap(eachMetric).flatMap(unknownNames), ...unknownGrouping(text)].map(
        (message) => ({
          dashboard: titleOf(dashboard),
          where: query.where,
          message,
        }),
      );
    }),
  );

/** One selector for each of the metrics that a selector names by an alternation: `{__name__=~"a|b", route="/"}`. */
function eachMetric(selector: PlainSelector): PlainSelector[] {
  const named = selector.matchers.find(({ label, op }) => label === '__name__' && op === '=~');
  if (selector.metric !== '' || !named) return [selector];
  const matchers = selector.matchers.filter((matcher) => matcher !== named);
  return named.value.split('|').map((metric) => ({ ...selector, metric, matchers }));
}

function unknownNames({ metric, matchers }: PlainSelector): string[] {
  const known = knownMetrics.get(metric);
  if (!known) return [`${metric} is neither in the telemetry catalogue nor in the inventory`];
  return matchers.flatMap(({ label, op, value }) => {
    if (!known.labels.has(label)) return [`${metric} has no label ${label}`];
    const values = closedValues(known, label);
    return op === '=' && values && !values.includes(value) ? [`${label} of ${metric} is never "${value}"`] : [];
  });
}

/** The values a label can have, where the catalogue closes the set. */
function closedValues({ declared }: KnownMetric, label: string): readonly string[] | undefined {
  if (Array.isArray(declared.labels)) return undefined;
  const values = (declared.labels as Readonly<Record<string, unknown>>)[label];
  return Array.isArray(values) ? values : undefined;
}

/** Labels made by label_replace and label_join, and grouping by what no metric inside has. */
function unknownGrouping(text: string): string[] {
  const made = [...text.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const present = new Set([
    ...made,
    ...selectorsIn(text).flatMap(({ metric }) => [...(knownMetrics.get(metric)?.labels ?? [])]),
  ]);
  return groupingLabels(text)
    .filter((label) => !present.has(label))
    .map((label) => `groups by ${label}, which none of its metrics has`);
}

/** Labels that an expression groups, joins or is cut by. */
const groupingLabels = (text: string): string[] =>
  findNodes(parsePromql(text), 'GroupingLabels').flatMap((node) =>
    node.getChildren('LabelName').map((name) => textOf(text, name)),
  );
