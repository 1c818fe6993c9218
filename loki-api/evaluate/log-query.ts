import type { LogExpr } from '@sightline/promql/logql';
import { keyOf } from '../labels/labels';
import type { Line } from '../stages/line';
import type { Span } from '../victorialogs/client';
import { filterOf, type Lines } from './lines';
import { Pipeline, preparedAll } from './pipeline';

export interface LogQuery {
  readonly span: Span;
  readonly limit: number;
  readonly newestFirst: boolean;
  /** At least so much time between two lines. */
  readonly intervalNanos: number;
}

/** Whether a line of the same stream and moment had the same words and labels: what stages make the same is shown once. */
function repetition(): (line: Line) => boolean {
  let moment: bigint | undefined;
  const seen = new Set<string>();
  return ({ timeUnixNano, labels, text }) => {
    if (timeUnixNano !== moment) seen.clear();
    moment = timeUnixNano;
    const key = [keyOf(labels.stream), keyOf(labels.all()), text].join('\u0002');
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  };
}

/** The lines a query asks for, in order. */
export async function selectedLines(
  lines: Lines,
  expr: LogExpr,
  query: LogQuery,
  signal: AbortSignal,
): Promise<readonly Line[]> {
  const { span, limit, newestFirst, intervalNanos } = query;
  const pipeline = new Pipeline(preparedAll(expr.stages));
  const filter = filterOf(expr.matchers, expr.stages, await lines.fields(span, signal));
  const found: Line[] = [];
  const isRepeated = repetition();
  let last: bigint | undefined;
  const pageSize = filter.exact && intervalNanos === 0 ? limit + 1 : Math.max(1000, 4 * limit);
  for await (const entry of lines.inOrder(filter.logsql, span, { newestFirst, pageSize }, signal)) {
    const line = pipeline.run(entry);
    if (line === undefined || isRepeated(line)) continue;
    const gap = last === undefined ? undefined : newestFirst ? last - line.timeUnixNano : line.timeUnixNano - last;
    if (intervalNanos > 0 && gap !== undefined && gap < BigInt(intervalNanos)) continue;
    last = line.timeUnixNano;
    found.push(line);
    if (found.length >= limit) break;
  }
  return found;
}
