import type { LogExpr } from '../logql/syntax';
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
  let last: bigint | undefined;
  const pageSize = filter.exact && intervalNanos === 0 ? limit + 1 : Math.max(1000, 4 * limit);
  for await (const entry of lines.inOrder(filter.logsql, span, { newestFirst, pageSize }, signal)) {
    const line = pipeline.run(entry);
    if (line === undefined) continue;
    const gap = last === undefined ? undefined : newestFirst ? last - line.timeUnixNano : line.timeUnixNano - last;
    if (intervalNanos > 0 && gap !== undefined && gap < BigInt(intervalNanos)) continue;
    last = line.timeUnixNano;
    found.push(line);
    if (found.length >= limit) break;
  }
  return found;
}
