import { metrics } from '@sightline/catalogue';
import { spanMetricCalls } from '@sightline/stores';
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
}

/** Of the shop its orders, of others the requests that their services took, or what `--per` names. */
function counted(connections: Pick<Connections, 'has'>, given: string | undefined): Pick<Work, 'noun' | 'counter'> {
  if (given !== undefined) return { noun: 'units', counter: given };
  if (connections.has('shop')) return { noun: 'orders', counter: `${metrics.ordersTotal.name}{status="pending"}` };
  return { noun: 'requests', counter: spanMetricCalls().replace('}', ', span_kind=~"(SPAN_KIND_)?SERVER"}') };
}

/** @throws {NotFound} when nothing was done in the window: then there is nothing to reckon with. */
export async function readWork(
  connections: Pick<Connections, 'has' | 'metrics' | 'name'>,
  { since, until }: Window,
  given?: string,
): Promise<Work> {
  const { noun, counter } = counted(connections, given);
  const seconds = secondsOf({ since, until });
  const [sample] = await connections.metrics.query(`sum(increase(${counter}[${Math.round(seconds)}s]))`, until);
  const count = sample?.value ?? 0;
  if (!(count > 0))
    throw new NotFound(
      `no ${noun} were counted in the window by ${counter}: let some traffic pass, give a longer --window, or say with --per what counts`,
    );
  return { noun, counter, count, perSecond: count / seconds };
}

export const secondsOf = ({ since, until }: Window): number => (until.getTime() - since.getTime()) / 1000;
