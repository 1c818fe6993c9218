import type { RecordingRule } from './prometheus';

type Labels = Readonly<Record<string, string>>;

/**
 * The expressions that an alert's expression comes down to, once recorded series are replaced by what they are recorded from.
 * Only series as they were scraped have exemplars.
 */
export function recordedFrom(expression: string, alert: Labels, rules: readonly RecordingRule[]): string[] {
  const found = new Set<string>();
  const seen = new Set<RecordingRule>();
  const resolve = (query: string) => {
    const used = rules.filter(({ name, labels }) => mentions(query, name) && agree(labels, alert));
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

const mentions = (query: string, name: string) => new RegExp(`(?<![\\w:])${name}(?![\\w:])`).test(query);

/** Whether two sets say nothing different of the same label. A window is not what an alert is about. */
const agree = (one: Labels, other: Labels) =>
  Object.entries(one).every(([name, value]) => other[name] === undefined || other[name] === value);

/** The exemplars of a histogram are with its buckets, wherever it was only counted or summed. */
export const ofBuckets = (expression: string) =>
  expression.replaceAll(/\b([a-zA-Z]\w*_seconds)_(?:count|sum)\b/g, '$1_bucket');
