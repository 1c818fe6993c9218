import type { Matcher } from '@sightline/promql';
import { sampleRegex } from './sample-regex';

export type LabelSet = Readonly<Record<string, string>>;

export const matches = (labels: LabelSet, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ label, op, value }) => {
    const own = labels[label] ?? '';
    if (op === '=' || op === '!=') return (own === value) === (op === '=');
    return new RegExp(`^(?:${value})$`).test(own) === (op === '=~');
  });

/** Values worth trying for a label that must not match: what such labels hold in practice, and its absence. */
const ordinary = ['200', 'ok', '/orders', 'other', ''];

/**
 * A set of labels that every matcher of `wanted` takes and not every one of `unwanted`; undefined when there is none
 * among the likely values.
 */
export function sampleLabels(wanted: readonly Matcher[], unwanted: readonly Matcher[] = []): LabelSet | undefined {
  const names = [...new Set([...wanted, ...unwanted].map(({ label }) => label))];
  const candidates = names.map((name) => candidatesFor(name, [...wanted, ...unwanted]));
  for (const values of product(candidates)) {
    const labels = Object.fromEntries(
      names.map((name, index) => [name, values[index] ?? '']).filter(([, value]) => value !== ''),
    );
    if (matches(labels, wanted) && !(unwanted.length > 0 && matches(labels, unwanted))) return labels;
  }
  return undefined;
}

const candidatesFor = (name: string, matchers: readonly Matcher[]): string[] => [
  ...new Set([
    ...matchers
      .filter(({ label }) => label === name)
      .map(({ op, value }) => (op === '=' || op === '!=' ? value : sampleRegex(value))),
    ...ordinary,
  ]),
];

function* product(lists: readonly (readonly string[])[]): Generator<string[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const value of first) for (const others of product(rest)) yield [value, ...others];
}
