import { metrics } from '@sightline/catalogue';
import { findSpanMetrics, SpanMetrics } from '@sightline/stores';
import { NotFound } from '../cli-error';
import type { Connections } from '../connections';

export interface Window {
  readonly since: Date;
  readonly until: Date;
}

/** What the platform did, for which the telemetry was made. */
export interface Work {
  /** `orders` or `requests`. */
  readonly noun: string;
  /** PromQL for counters that go up by one each time. */
  readonly counter: string;
  /** In the window. */
  readonly count: number;
  readonly perSecond: number;
  /** How far `rate` has to look to see a few scrapes, in seconds. */
  readonly rateSeconds: number;
}

export interface WorkOptions {
  readonly window: Window;
  /** PromQL for the counters of what is done, in place of orders or requests. */
  readonly per?: string | undefined;
  /** How the platform counts its spans; undefined where it does not. */
  readonly spans: SpanMetrics | undefined;
}

export const readSpanMetrics = async (
  { metrics: store }: Pick<Connections, 'metrics'>,
  window: Window,
): Promise<SpanMetrics | undefined> => {
  const names = await findSpanMetrics(store, window);
  return names && new SpanMetrics(names);
};

/** Of the shop its orders, of others the requests that their services took, or what `--per` names. */
function counted({ has }: Pick<Connections, 'has'>, { per, spans }: WorkOptions): Pick<Work, 'noun' | 'counter'> {
  if (per !== undefined) return { noun: 'units', counter: per };
  if (has('shop')) return { noun: 'orders', counter: `${metrics.ordersTotal.name}{status="pending"}` };
  if (spans) return { noun: 'requests', counter: spans.selectorOf({ kind: '=~"(SPAN_KIND_)?SERVER"' }) };
  throw new NotFound(
    'nobody counts spans here, so requests are not known: say with --per which counter counts the work',
  );
}

/** @throws {NotFound} when nothing was done in the window: then there is nothing to reckon with. */
export async function readWork(connections: Pick<Connections, 'has' | 'metrics'>, options: WorkOptions): Promise<Work> {
  const { noun, counter } = counted(connections, options);
  const { window } = options;
  const seconds = secondsOf(window);
  const [sums, scrapes] = await Promise.all([
    connections.metrics.query(`sum(increase(${counter}[${Math.round(seconds)}s]))`, window.until),
    connections.metrics.query(`quantile(0.5, count_over_time(${counter}[10m]))`, window.until),
  ]);
  const count = sums[0]?.value ?? 0;
  if (!(count > 0))
    throw new NotFound(
      `no ${noun} were counted in the window by ${counter}: let some traffic pass, give a longer --window, or say with --per what counts`,
    );
  return { noun, counter, count, perSecond: count / seconds, rateSeconds: rateSecondsOf(scrapes[0]?.value) };
}

/** Four scrapes, by how many there were in ten minutes; of a young counter there are fewer than that. */
const rateSecondsOf = (scrapes = Number.NaN): number =>
  scrapes > 0 ? Math.ceil(Math.min(300, Math.max(60, (4 * 600) / scrapes))) : 60;

export const secondsOf = ({ since, until }: Window): number => (until.getTime() - since.getTime()) / 1000;
