import type { Expr, MetricExpr, RangeExpr, RangeOp } from '@sightline/promql/logql';
import { aggregated } from '../vectors/aggregate';
import { withNumber, withVector } from '../vectors/binary';
import { labelReplaced } from '../vectors/label-replace';
import type { Series } from '../vectors/series';
import { countOf, type Steps } from '../windows/grid';
import type { Lines } from './lines';
import { rangeVector } from './range-query';

/** The value of a metric query at each step. */
export async function evaluated(
  lines: Lines,
  expr: Exclude<MetricExpr, { kind: 'number' }>,
  steps: Steps,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const inner = (of: MetricExpr) => {
    if (of.kind === 'number') return constant(of.value, steps);
    return evaluated(lines, of, steps, signal);
  };
  switch (expr.kind) {
    case 'constant vector':
      return constant(expr.value, steps);
    case 'range':
      if (expr.op === 'avg_over_time' && losesLabels(expr)) return inner(asQuotient(expr));
      return rangeVector(lines, expr, steps, undefined, signal);
    case 'vector': {
      const { of } = expr;
      // A sum of sums is the sum: the groups can be made where the lines are counted.
      if (of.kind === 'range' && expr.op === 'sum' && sums.has(of.op) && of.grouping === undefined)
        return aggregated(expr, await rangeVector(lines, of, steps, expr.grouping, signal));
      // Under a sum Loki does not take an average apart.
      if (of.kind === 'range' && expr.op === 'sum')
        return aggregated(expr, await rangeVector(lines, of, steps, undefined, signal));
      return aggregated(expr, await inner(of));
    }
    case 'label_replace':
      return labelReplaced(expr, await inner(expr.of));
    case 'binary': {
      const { left, right } = expr;
      if (left.kind === 'number') return withNumber(expr, await inner(right), left.value, 'left');
      if (right.kind === 'number') return withNumber(expr, await inner(left), right.value, 'right');
      const [a, b] = await Promise.all([inner(left), inner(right)]);
      return withVector(expr, a, b);
    }
  }
}

const losesLabels = ({ grouping, log }: RangeExpr): boolean =>
  (grouping !== undefined && !(grouping.without && grouping.labels.length === 0)) ||
  log.stages.some(
    (stage) =>
      stage.kind === 'drop' ||
      stage.kind === 'keep' ||
      (stage.kind === 'label_format' && stage.formats.some((format) => 'rename' in format)),
  );

/**
 * Loki takes a grouped average apart, so that its queriers can share the work: the sum of the values through the number of lines, those
 * without a value too.
 */
function asQuotient({ parameter: _, grouping = { without: true, labels: [] }, ...expr }: RangeExpr): MetricExpr {
  const { unwrap, ...lines } = expr;
  const counted =
    grouping.without && unwrap !== undefined ? { ...grouping, labels: [...grouping.labels, unwrap.label] } : grouping;
  return {
    kind: 'binary',
    op: '/',
    bool: false,
    matching: { on: false, labels: [], many: 'none', include: [] },
    left: { kind: 'vector', op: 'sum', grouping, of: { ...expr, op: 'sum_over_time' } },
    right: { kind: 'vector', op: 'sum', grouping: counted, of: { ...lines, op: 'count_over_time' } },
  };
}

const sums = new Set<RangeOp>(['bytes_rate', 'bytes_over_time', 'sum_over_time', 'rate', 'count_over_time']);

export const constant = (value: number, steps: Steps): readonly Series[] => [
  { labels: {}, values: Array<number>(countOf(steps)).fill(value) },
];

/** Whether the order of the answer is that of the values. */
export function isSorted(expr: Expr): boolean {
  switch (expr.kind) {
    case 'vector':
      return expr.op === 'sort' || expr.op === 'sort_desc' || isSorted(expr.of);
    case 'binary':
      return isSorted(expr.left) || isSorted(expr.right);
    case 'label_replace':
      return isSorted(expr.of);
    default:
      return false;
  }
}
