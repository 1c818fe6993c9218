import { setTimeout as delay } from 'node:timers/promises';
import { CollectorUnderTest } from '@sightline/collector/testing/collector-under-test';
import { until } from '@sightline/collector/testing/until';
import { defineBench } from '../bench';
import { ordersSpans, spansPerOrder } from '../collector/shop-telemetry';
import { openSink } from '../collector/sink';
import { layers } from '../collector/stages';
import { figure } from '../harness/markdown';
import { wholeNumberIn } from '../harness/numbers';

interface Options {
  readonly seconds: number;
  readonly traces: readonly number[];
}

const wholeNumber = wholeNumberIn({ min: 1 });

const ordersInRequest = 32;
const asItRuns = { GOGC: '200', GOMEMLIMIT: '250MiB' };
const megabytes = (bytes: number) => figure(bytes / 1e6);

/** What the collector does with more than it can take, and what sampling costs it in memory. */
export const saturation = defineBench<Options>({
  name: 'saturation',
  title: 'The collector beyond what it can take',
  description: [
    'Sends spans as fast as they are taken, and faster, while the store takes none and while decisions are waited for; then lets it recover, and adds up. Then',
    'has so many traces wait for a decision, and compares the memory with the formula. Linux; five minutes.',
  ].join('\n'),
  configure: (command) =>
    command
      .option('--seconds <number>', 'of each flood', wholeNumber, 30)
      .option('--traces <numbers...>', 'that wait for a decision', (text, before: number[] = []) => [
        ...before,
        wholeNumber(text),
      ]),
  async run({ options, say, signal }) {
    const floods: Flood[] = [];
    for (const each of floodsOf) {
      signal.throwIfAborted();
      say(each.name);
      floods.push(await flood(each, options.seconds));
    }
    const waiting: Waiting[] = [];
    for (const traces of options.traces ?? [1000, 4000, 8000]) {
      signal.throwIfAborted();
      say(`${traces} traces that wait`);
      waiting.push(await memoryOf(traces));
    }
    const first = waiting[0];
    const bytesOfTrace = first ? (first.heap - first.empty) / first.traces : 0;
    return {
      tables: [
        {
          title: 'A flood',
          columns: [
            '',
            'made',
            'taken',
            'refused',
            'counted as taken',
            'as refused',
            'exported',
            'on disk, not tried',
            'memory MB',
            'taken again after s',
          ],
          rows: floods.map((each) => [
            ...[
              each.name,
              ...[each.made, each.taken, each.refused, each.countedTaken, each.countedRefused].map(String),
            ],
            ...[
              String(each.exported),
              String(each.taken - each.exported),
              megabytes(each.peakBytes),
              figure(each.recoverySeconds, 2),
            ],
          ]),
        },
        {
          title: 'Traces that wait for a decision',
          columns: ['traces', 'heap MB', 'beyond empty MB', 'by the formula MB', 'resident MB'],
          rows: waiting.map((each) => [
            ...[String(each.traces), megabytes(each.heap), megabytes(each.heap - each.empty)],
            ...[megabytes(each.traces * bytesOfTrace), megabytes(each.resident)],
          ]),
        },
      ],
      notes: [
        [
          'Spans. *taken*: answered 200; *refused*: 429 or 503, nothing else came. *exported*: once the store was back and all was drained. *taken again*: until a',
          'request is taken after the flood has ended and the store is back.',
        ].join('\n'),
        [
          `The formula: traces per second × decision wait × bytes of a trace. Of ${spansPerOrder} spans with some eight attributes each a trace takes`,
          `${figure(bytesOfTrace / 1e3)} kB here, as the first row has it. At 500 orders a second and a wait of 10 s that is ${megabytes(bytesOfTrace * 5000)} MB.`,
        ].join('\n'),
      ],
      doubts: floods.flatMap((each) => [
        ...(each.taken + each.refused === each.made
          ? []
          : [`${each.name}: what was made is neither taken nor refused.`]),
        ...(each.countedTaken === each.taken ? [] : [`${each.name}: it counts other spans than it took.`]),
        ...(each.countedRefused === each.refused ? [] : [`${each.name}: it counts other refusals than there were.`]),
        ...(each.exported === each.expected
          ? []
          : [`${each.name}: ${each.expected - each.exported} spans that it took were not exported.`]),
      ]),
      samples: { floods, waiting },
    };
  },
});

interface FloodOf {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isStoreAway: boolean;
}

const floodsOf: readonly FloodOf[] = [
  { name: 'as fast as it can', env: {}, isStoreAway: false },
  { name: 'the store is away: the queue fills up', env: {}, isStoreAway: true },
  {
    name: 'everything waits for a decision: memory fills up',
    env: {
      SIGHTLINE_TRACE_SHARE: '99.9999999',
      SIGHTLINE_TRACE_DECISION_WAIT: '60s',
      COLLECTOR_MEMORY_LIMIT_MIB: '300',
    },
    isStoreAway: false,
  },
];

interface Flood {
  readonly name: string;
  readonly made: number;
  readonly taken: number;
  readonly refused: number;
  readonly countedTaken: number;
  readonly countedRefused: number;
  readonly exported: number;
  readonly expected: number;
  readonly peakBytes: number;
  readonly recoverySeconds: number;
}

async function flood({ name, env, isStoreAway }: FloodOf, seconds: number): Promise<Flood> {
  await using sink = await openSink();
  const collector = await CollectorUnderTest.start(sink.url, {
    layers,
    isReadable: false,
    env: { ...asItRuns, ...env },
  });
  try {
    sink.isAway = isStoreAway;
    const counts = { made: 0, taken: 0, refused: 0 };
    const end = performance.now() + seconds * 1000;
    const sender = async () => {
      while (performance.now() < end) await sendOrders(collector, counts);
    };
    await Promise.all(Array.from({ length: 16 }, sender));
    sink.isAway = false;
    const ended = performance.now();
    await until('room again', () => sendOrders(collector, counts), { seconds: 180 });
    const recoverySeconds = (performance.now() - ended) / 1000;
    const sent = () => counted(collector, 'otelcol_exporter_sent_spans_total');
    let [last, since] = [-1, performance.now()];
    await until(
      'everything exported',
      async () => {
        const now = await sent();
        if (now !== last) [last, since] = [now, performance.now()];
        return now >= counts.taken || performance.now() - since > 90_000;
      },
      { seconds: 600 },
    );
    return {
      ...{
        name,
        ...counts,
        recoverySeconds,
        peakBytes: collector.peakBytes,
        exported: await sent(),
        expected: counts.taken,
      },
      countedTaken: await counted(collector, 'otelcol_receiver_accepted_spans_total'),
      countedRefused: await counted(collector, 'otelcol_receiver_refused_spans_total'),
    };
  } finally {
    await collector.stop();
  }
}

/** Each request once; whether the last was taken. */
async function sendOrders(
  { otlpUrl }: CollectorUnderTest,
  counts: { made: number; taken: number; refused: number },
): Promise<boolean> {
  let isTaken = false;
  for (const body of ordersSpans(ordersInRequest).requests) {
    const text = JSON.stringify(body);
    const spans = text.split('"spanId"').length - 1;
    counts.made += spans;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${otlpUrl}/v1/traces`, {
      method: 'POST',
      headers,
      body: text,
      signal: AbortSignal.timeout(60_000),
    });
    await response.arrayBuffer();
    isTaken = response.ok;
    if (response.ok) counts.taken += spans;
    else if (response.status === 429 || response.status === 503) counts.refused += spans;
    else throw new Error(`the collector answered ${response.status}`);
  }
  return isTaken;
}

const counted = async (collector: CollectorUnderTest, metric: string) =>
  Object.values(await collector.ownMetrics(new RegExp(`^${metric}\\{()[^}]*\\} (\\S+)$`, 'gm'))).reduce(
    (sum, each) => sum + each,
    0,
  );

interface Waiting {
  readonly traces: number;
  /** Bytes that are alive, with them and before. */
  readonly heap: number;
  readonly empty: number;
  readonly resident: number;
}

/** What it tells of its memory is as old as half a second, and what is garbage is collected by then. */
const settledMs = 2_000;

async function memoryOf(traces: number): Promise<Waiting> {
  await using sink = await openSink();
  const collector = await CollectorUnderTest.start(sink.url, {
    layers,
    isReadable: false,
    // Collected often, so that what is counted is what is alive.
    env: {
      ...{ SIGHTLINE_TRACE_SHARE: '50', SIGHTLINE_TRACE_DECISION_WAIT: '1h', GOGC: '10' },
      COLLECTOR_MEMORY_LIMIT_MIB: '4000',
    },
  });
  try {
    const heap = () => counted(collector, 'otelcol_process_runtime_heap_alloc_bytes');
    const resident = () => counted(collector, 'otelcol_process_memory_rss_bytes');
    await delay(settledMs);
    const empty = await heap();
    const counts = { made: 0, taken: 0, refused: 0 };
    while (counts.made < traces * spansPerOrder) await sendOrders(collector, counts);
    await delay(settledMs);
    return { traces: Math.round(counts.made / spansPerOrder), heap: await heap(), empty, resident: await resident() };
  } finally {
    await collector.kill();
    await collector.stop();
  }
}
