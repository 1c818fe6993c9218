import type { BinaryExpr, BinaryOp, Matching } from '@sightline/promql/logql';
import { BadQuery, combined, isComparison } from '@sightline/promql/logql';
import { keyOf, type Labels } from '../labels/labels';
import type { Series } from './series';

type Operation = Pick<BinaryExpr, 'op' | 'bool' | 'matching'>;
type Value = number | undefined;

/** A vector and a number. A comparison without `bool` keeps what it holds for. */
export function withNumber(
  { op, bool }: Operation,
  series: readonly Series[],
  scalar: number,
  side: 'left' | 'right',
): Series[] {
  const apply = (value: number): Value => {
    const result = side === 'left' ? combined(op, scalar, value) : combined(op, value, scalar);
    if (!isComparison(op) || bool) return result;
    return result === 1 ? value : undefined;
  };
  return series.map(({ labels, values }) => ({
    labels,
    values: values.map((value) => (value === undefined ? undefined : apply(value))),
  }));
}

export function withVector(operation: Operation, left: readonly Series[], right: readonly Series[]): Series[] {
  const { op } = operation;
  return op === 'and' || op === 'or' || op === 'unless'
    ? ofSets(op, operation.matching, left, right)
    : matched(operation, left, right);
}

function signature(labels: Labels, { on, labels: names }: Matching): string {
  return keyOf(Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name) === on)));
}

function ofSets(
  op: 'and' | 'or' | 'unless',
  matching: Matching,
  left: readonly Series[],
  right: readonly Series[],
): Series[] {
  const present = (series: readonly Series[]) => {
    const steps = new Map<string, boolean[]>();
    for (const { labels, values } of series) {
      const key = signature(labels, matching);
      const known = steps.get(key) ?? [];
      values.forEach((value, step) => {
        if (value !== undefined) known[step] = true;
      });
      steps.set(key, known);
    }
    return steps;
  };
  const filtered = (series: readonly Series[], other: ReadonlyMap<string, readonly boolean[]>, wanted: boolean) =>
    series.map(({ labels, values }) => {
      const there = other.get(signature(labels, matching));
      return { labels, values: values.map((value, step) => ((there?.[step] ?? false) === wanted ? value : undefined)) };
    });
  if (op === 'or') return united([...left, ...filtered(right, present(left), false)]);
  return filtered(left, present(right), op === 'and');
}

/** Of series with the same labels the first that has a value counts. */
function united(series: readonly Series[]): Series[] {
  const found = new Map<string, Series>();
  for (const one of series) {
    const key = keyOf(one.labels);
    const known = found.get(key);
    const values = known === undefined ? one.values : known.values.map((value, step) => value ?? one.values[step]);
    found.set(key, { labels: one.labels, values });
  }
  return [...found.values()];
}

function matched(operation: Operation, left: readonly Series[], right: readonly Series[]): Series[] {
  const { matching } = operation;
  const swaps = matching.many === 'right';
  const [many, one] = swaps ? [right, left] : [left, right];
  const ones = bySignature(one, matching);
  const steps = Math.max(...[...many, ...one].map(({ values }) => values.length), 0);
  const results = new Map<string, { labels: Labels; values: Value[] }>();
  for (let step = 0; step < steps; step++) {
    const single = new Map<string, Series>();
    for (const [key, candidates] of ones)
      for (const candidate of candidates) {
        if (candidate.values[step] === undefined) continue;
        if (single.has(key)) throw manyToMany(swaps ? 'left' : 'right');
        single.set(key, candidate);
      }
    const taken = new Set<string>();
    for (const of of many) {
      const value = of.values[step];
      const key = signature(of.labels, matching);
      const partner = single.get(key);
      const other = partner?.values[step];
      if (value === undefined || partner === undefined || other === undefined) continue;
      const labels = resultLabels(of.labels, partner.labels, matching);
      const identity = keyOf(labels);
      const claim = matching.many === 'none' ? key : `${key}\u0002${identity}`;
      if (taken.has(claim)) throw ambiguous(matching);
      taken.add(claim);
      const result = merged(operation, swaps ? other : value, swaps ? value : other);
      if (result === undefined) continue;
      const series = results.get(identity) ?? { labels, values: Array<Value>(steps).fill(undefined) };
      series.values[step] = result;
      results.set(identity, series);
    }
  }
  return [...results.values()];
}

const manyToMany = (side: string) =>
  new BadQuery(
    `found duplicate series on the ${side} hand-side;many-to-many matching not allowed: matching labels must be unique on one side`,
  );

const ambiguous = ({ many }: Matching) =>
  new BadQuery(
    many === 'none'
      ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
      : 'multiple matches for labels: grouping labels must ensure unique matches',
  );

function bySignature(series: readonly Series[], matching: Matching): ReadonlyMap<string, readonly Series[]> {
  const found = new Map<string, Series[]>();
  for (const one of series) {
    const key = signature(one.labels, matching);
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  return found;
}

function merged({ op, bool }: { readonly op: BinaryOp; readonly bool: boolean }, a: number, b: number): Value {
  const result = combined(op, a, b);
  if (!isComparison(op) || bool) return result;
  return result === 1 ? a : undefined;
}

function resultLabels(many: Labels, one: Labels, { on, labels: names, many: card, include }: Matching): Labels {
  const labels: Record<string, string> = Object.fromEntries(
    card === 'none' ? Object.entries(many).filter(([name]) => names.includes(name) === on) : Object.entries(many),
  );
  for (const name of include) {
    const value = one[name];
    if (value === undefined || value === '') delete labels[name];
    else labels[name] = value;
  }
  return labels;
}
