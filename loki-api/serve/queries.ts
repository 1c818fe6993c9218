import { BadQuery, parse } from '@sightline/promql/logql';
import { categorises, type Data, matrix, scalar, streams, vector } from '../answers/answers';
import type { Lines } from '../evaluate/lines';
import { selectedLines } from '../evaluate/log-query';
import { constant, evaluated, isSorted } from '../evaluate/metric-query';
import { alignedSteps, type Parameters } from './parameters';

/** As many lines as Loki gives out. */
const mostLines = 5000;

export interface Asked {
  readonly parameters: Parameters;
  /** The header `X-Loki-Response-Encoding-Flags`. */
  readonly flags: string | undefined;
  readonly signal: AbortSignal;
}

export async function queryRange(lines: Lines, { parameters, flags, signal }: Asked): Promise<Data> {
  const span = parameters.orderedSpan();
  const limit = parameters.limit();
  const newestFirst = parameters.newestFirst();
  const stepNanos = parameters.step(span);
  const intervalNanos = parameters.interval();
  const expr = parse(parameters.text('query'));
  if (expr.kind === 'log') {
    if (limit > mostLines)
      throw new BadQuery(
        `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${mostLines})`,
      );
    const found = await selectedLines(lines, expr, { span, limit, newestFirst, intervalNanos }, signal);
    return streams(found, categorises(flags));
  }
  const steps = alignedSteps(span, stepNanos);
  const series = expr.kind === 'number' ? constant(expr.value, steps) : await evaluated(lines, expr, steps, signal);
  return matrix(series, steps);
}

export async function query(lines: Lines, { parameters, signal }: Asked): Promise<Data> {
  parameters.limit();
  const startUnixNano = parameters.moment();
  parameters.newestFirst();
  const steps = { startUnixNano, endUnixNano: startUnixNano, stepNanos: 0 };
  const expr = parse(parameters.text('query'));
  if (expr.kind === 'log')
    throw new BadQuery(
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  if (expr.kind === 'number') return scalar(expr.value, steps);
  return vector(await evaluated(lines, expr, steps, signal), steps, isSorted(expr));
}
