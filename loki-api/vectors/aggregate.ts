import type { Grouping, VectorExpr, VectorOp } from '@sightline/promql/logql';
import { keyOf, type Labels } from '../labels/labels';
import type { Series } from './series';

/** `sum by (a) (…)` and its like, for every step. */
export function aggregated({ op, grouping, parameter }: Omit<VectorExpr, 'of'>, series: readonly Series[]): Series[] {
  const groups = new Map<string, { labels: Labels; members: Series[] }>();
  for (const one of series) {
    const labels = grouped(one.labels, grouping);
    const key = keyOf(labels);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { labels, members: [one] });
    else group.members.push(one);
  }
  return [...groups.values()].flatMap(({ labels, members }) => {
    if (op === 'topk' || op === 'bottomk') return outermost(op, parameter ?? 1, members);
    if (op === 'sort' || op === 'sort_desc') return sorted(op, members);
    const steps = members[0]?.values.length ?? 0;
    return [{ labels, values: Array.from({ length: steps }, (_, step) => reduced(op, members, step)) }];
  });
}

/** The labels a group is known by. */
export function grouped(labels: Labels, { without, labels: names }: Grouping): Labels {
  return Object.fromEntries(
    without
      ? Object.entries(labels).filter(([name, value]) => value !== '' && !names.includes(name))
      : names.flatMap((name) => {
          const value = labels[name];
          return value === undefined ? [] : [[name, value]];
        }),
  );
}

function reduced(op: Exclude<VectorOp, 'topk'>, members: readonly Series[], step: number): number | undefined {
  let count = 0;
  let mean = 0;
  let spread = 0;
  let value: number | undefined;
  for (const { values } of members) {
    const next = values[step];
    if (next === undefined) continue;
    count++;
    const delta = next - mean;
    mean += delta / count;
    // Welford's algorithm, as Loki's own.
    spread += count === 1 ? 0 : delta * (next - mean);
    if (value === undefined) value = next;
    else if (op === 'sum') value += next;
    else if (op === 'max' ? value < next || Number.isNaN(value) : op === 'min' && (value > next || Number.isNaN(value)))
      value = next;
  }
  if (value === undefined) return undefined;
  switch (op) {
    case 'avg':
      return mean;
    case 'count':
      return count;
    case 'stddev':
      return Math.sqrt(spread / count);
    case 'stdvar':
      return spread / count;
    default:
      return value;
  }
}

/** The k largest or smallest of each step. For a single step in their order. */
function outermost(op: 'topk' | 'bottomk', k: number, members: readonly Series[]): Series[] {
  const steps = members[0]?.values.length ?? 0;
  const kept = new Map<Series, (number | undefined)[]>();
  for (let step = 0; step < steps; step++) {
    const order = op === 'topk' ? largestFirst(step) : smallestFirst(step);
    for (const one of members
      .filter(({ values }) => values[step] !== undefined)
      .sort(order)
      .slice(0, k)) {
      const values = kept.get(one) ?? Array<number | undefined>(steps).fill(undefined);
      values[step] = one.values[step];
      kept.set(one, values);
    }
  }
  return [...kept].map(([{ labels }, values]) => ({ labels, values }));
}

/** The order matters only where there is one step. */
function sorted(op: 'sort' | 'sort_desc', members: readonly Series[]): Series[] {
  return [...members].sort(op === 'sort' ? smallestFirst(0) : largestFirst(0));
}

type Order = (a: Series, b: Series) => number;

/** What is no number comes last. */
const smallestFirst =
  (step: number): Order =>
  (a, b) => {
    const [x, y] = [a.values[step] ?? Number.NaN, b.values[step] ?? Number.NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return x === y ? 0 : x < y ? -1 : 1;
  };
const largestFirst =
  (step: number): Order =>
  (a, b) => {
    const [x, y] = [a.values[step] ?? Number.NaN, b.values[step] ?? Number.NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return x === y ? 0 : x < y ? 1 : -1;
  };
