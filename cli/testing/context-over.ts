import { addressesOf, defaultPorts, type RunningComponent } from '@sightline/stack';
import type { Point, Sample, Span, StoredLine } from '@sightline/stores';
import type { Context } from '../why/context';
import type { Snapshot } from '../why/snapshot';
import { ownSpanMetrics } from '../why/surroundings';
import type { Times } from '../why/times';
import { factsOf } from '../why/trace-facts';

const at = (second: number) => new Date(second * 1000);

/** Twelve minutes, a minute between, and the last minute. */
export const times: Times = { before: { since: at(0), until: at(720) }, now: { since: at(780), until: at(840) } };

/** A point every ten seconds, of one value before and another since the trouble began. */
export const turning = (before: number, now: number): Point[] =>
  Array.from({ length: 85 }, (_, index) => ({ time: index * 10, value: index * 10 < 750 ? before : now }));

export interface Stored {
  /** What a query over time yields, for any query that holds the text. */
  readonly series?: readonly {
    readonly asks: string;
    readonly labels: Record<string, string>;
    readonly points: Point[];
  }[];
  readonly samples?: (at: Date | undefined) => Sample[];
  readonly lines?: readonly StoredLine[];
  /** Of now. */
  readonly traces?: readonly (readonly Span[])[];
  readonly seen?: Partial<Snapshot>;
  /** `ready` unless said. */
  readonly components?: readonly Partial<Record<keyof RunningComponent, unknown>>[];
}

/** A context whose stores hold what a test says they hold. */
export function contextOver({
  series = [],
  samples = () => [],
  lines = [],
  traces = [],
  seen = {},
  components = [],
}: Stored): Context {
  const logs = {
    query: async (_: string, { since, until }: { since: Date; until?: Date }) =>
      lines.filter(({ timeUnixNano }) => {
        const ms = Number(timeUnixNano / 1_000_000n);
        return ms >= since.getTime() && ms <= (until?.getTime() ?? Number.POSITIVE_INFINITY);
      }),
  };
  const known = new Set(['order', 'payment', 'bank', 'postgres', 'kafka']);
  const facts = traces.flatMap((spans) => factsOf(spans, known) ?? []);
  return {
    connections: { has: () => true, logs, metrics: { query: async (_: string, moment?: Date) => samples(moment) } },
    components: components.map((each) => ({ status: 'ready', title: each.name, ...each })),
    addresses: addressesOf({ host: '127.0.0.1', ports: defaultPorts }),
    window: '30s',
    spans: ownSpanMetrics,
    seen: { answers: [], disks: [], ...seen },
    times,
    known,
    over: async (promQl: string) => series.filter(({ asks }) => promQl.includes(asks)),
    link: () => undefined,
    traceLink: () => undefined,
    traces: async () => ({ now: facts, failed: [], before: [] }),
    future: async () => [],
  } as unknown as Context;
}

/** A line of the log at a second. */
export const line = (
  second: number,
  text: string,
  metadata: Record<string, string> = {},
  level = 'warn',
): StoredLine => ({
  timeUnixNano: BigInt(second) * 1_000_000_000n,
  line: text,
  labels: { service_name: 'payment', level },
  metadata,
});
