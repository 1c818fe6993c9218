import { findNodes, parsePromql, selectorsIn, textOf } from '@sightline/promql';
import type { Labels, RecordedBy } from '@sightline/stores';

/**
 * The expressions that an alert's expression comes down to, once recorded series are replaced by what they are recorded from.
 * Only series as they were scraped have exemplars.
 */
export function recordedFrom(expression: string, alert: Labels, rules: readonly RecordedBy[]): string[] {
  const found = new Set<string>();
  const seen = new Set<RecordedBy>();
  const resolve = (query: string) => {
    const read = new Set(selectorsIn(query).map(({ metric }) => metric));
    const used = rules.filter(({ name, labels }) => read.has(name) && agree(labels, alert));
    if (used.length === 0) found.add(query);
    for (const rule of used) {
      if (seen.has(rule)) continue;
      seen.add(rule);
      resolve(rule.query);
    }
  };
  resolve(expression);
  return [...found];
}

/** Whether two sets say nothing different of the same label. A window is not what an alert is about. */
const agree = (one: Labels, other: Labels) =>
  Object.entries(one).every(([name, value]) => other[name] === undefined || other[name] === value);

/** The exemplars of a histogram are with its buckets, wherever it was only counted or summed. */
export const ofBuckets = (expression: string) =>
  findNodes(parsePromql(expression), 'Identifier')
    .filter(({ parent }) => parent?.name === 'VectorSelector')
    .reduceRight((text, node) => {
      const buckets = textOf(expression, node).replace(/_(?:count|sum)$/, '_bucket');
      return text.slice(0, node.from) + buckets + text.slice(node.to);
    }, expression);

/** How many conditions an expression has for what it takes in. */
export const matchersIn = (expression: string): number =>
  selectorsIn(expression).flatMap(({ matchers }) => matchers.filter(({ op }) => op === '=' || op === '=~')).length;
