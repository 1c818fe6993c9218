import type { Addresses, RunningComponent } from '@sightline/stack';
import type { Series, SpanMetrics } from '@sightline/stores';
import type { Connections } from '../connections';
import type { Need } from '../platform/need';
import type { Finding } from './finding';
import { futureTraces, type SampledTraces, sampleTraces } from './sample-traces';
import type { Snapshot } from './snapshot';
import type { Times } from './times';
import type { TraceFacts } from './trace-facts';

/** What a kind of evidence is given: everything it can ask, and the times it compares. */
export interface Context {
  readonly connections: Connections;
  /** What the supervisor runs; none where there is none. */
  readonly components: readonly RunningComponent[];
  /** Who listens where, as far as it is known. */
  readonly addresses: Addresses | undefined;
  readonly times: Times;
  /** What a rate is taken over, `30s`: some scrapes long. */
  readonly window: string;
  /** How spans are counted here; undefined where nobody counts them. */
  readonly spans: SpanMetrics | undefined;
  /** What is to be seen without the stores. */
  readonly seen: Snapshot;
  /** Every component and third party that is known by name. */
  readonly known: ReadonlySet<string>;
  /** A query over the time before, the time now, and what lies between. */
  over(promQl: string): Promise<Series[]>;
  /** Asked once, however many want them. */
  traces(): Promise<SampledTraces>;
  /** Traces that begin later than it is: of a clock that is ahead. None of a moment that is past. */
  future(): Promise<readonly TraceFacts[]>;
  /** Where a person can see a metric or log lines, over the same times. */
  link(store: 'prometheus' | 'loki', query: string): string | undefined;
  traceLink(traceId: string): string | undefined;
}

/** One kind of evidence: it asks, compares, and says what stands out. One is one file. */
export interface Evidence {
  readonly name: string;
  /** What it cannot do without; metrics alone, when left out. */
  readonly asks?: readonly Need[];
  find(context: Context): Promise<Finding[]>;
}

type Given = 'times' | 'seen' | 'window' | 'spans' | 'known' | 'components' | 'addresses';

const stepSeconds = 10;
const freshMs = 30_000;

export function contextOf(
  connections: Connections,
  { times, seen, window, spans, known, components, addresses }: Pick<Context, Given>,
): Context {
  let sample: Promise<SampledTraces> | undefined;
  const whole = { since: times.before.since, until: times.now.until };
  return {
    connections,
    components,
    addresses,
    times,
    window,
    spans,
    seen,
    known,
    over: (promQl) => connections.metrics.range(promQl, { ...whole, stepSeconds }),
    traces: () => (sample ??= sampleTraces(connections.traces, times, known)),
    future: () =>
      times.now.until.getTime() > Date.now() - freshMs
        ? futureTraces(connections.traces, times, known)
        : Promise.resolve([]),
    link: (store, query) => connections.explore({ datasource: store, expr: query, ...whole }),
    traceLink: (traceId) => Object.values(connections.links(traceId)).at(-1),
  };
}
