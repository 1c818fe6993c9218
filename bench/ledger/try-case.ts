import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '@sightline/stores';
import type { Case } from './cases';
import { numbersInPrometheus, numbersInVictoriaLogs, numbersInZipkin } from './count-numbers';
import { CountingService, numberedService } from './counting-service';
import { entriesOf, type Stored } from './entries';
import type { Entry } from './entry';
import { Rig } from './rig';
import { startStreams, streamed } from './streams';

export interface TryOptions {
  readonly perSecond: number;
  readonly short: boolean;
  readonly signal: AbortSignal;
}

export interface Tried {
  readonly case: string;
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly uncounted: NonNullable<Case['uncounted']>;
  /** Items that the collector refused its senders: what it had no room for, and they sent again. */
  readonly refused: number;
  /** How long the stores took to have everything once all was put right. */
  readonly caughtUpSeconds: number;
}

/**
 * Runs the streams and the service, does what the case does, waits until the stores have all they will ever have, and counts. Interrupted,
 * or when something fails, it ends what it started.
 */
export async function tryCase(each: Case, { perSecond, short, signal }: TryOptions): Promise<Tried> {
  await using rig = await Rig.start(each.options);
  const service = new CountingService({
    perSecond,
    otlpUrl: rig.url('otlpHttp'),
    lokiUrl: rig.url('lokiReceiver'),
    log: rig.log(numberedService),
  });
  const streams = startStreams(rig.url('otlpHttp'), perSecond);
  const senders = [streams.spans, streams.lines, streams.samples];
  const over = new AbortController();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
  });
  const play = async (): Promise<Tried> => {
    await delay(3_000);
    await each.disturb({ rig, service, seconds: (usual, brief) => (short ? brief : usual) });
    const putRight = performance.now();
    await delay(3_000);
    await Promise.all(senders.map((sender) => sender.stop(180_000)));
    await service.stop();
    const stored = await settled(rig);
    const caughtUpSeconds = (performance.now() - putRight) / 1_000;
    const collector = await rig.collectorCounts();
    const { name, title, uncounted = {}, options } = each;
    const refused = ['spans', 'log_records', 'metric_points'].map((kind) =>
      collector.value(`otelcol_receiver_refused_${kind}_total`),
    );
    return {
      case: name,
      title,
      uncounted,
      entries: await entriesOf({ rig, collector, service, streams, stored, traceShare: options?.traceShare ?? 100 }),
      refused: refused.reduce((sum, count) => sum + count, 0),
      caughtUpSeconds,
    };
  };
  try {
    return await Promise.race([interrupted, play()]);
  } finally {
    over.abort();
    for (const sender of senders) sender.abort();
    await service.kill();
  }
}

/** Once nothing waits in the collector and nothing more comes for a while. */
async function settled(rig: Rig): Promise<Stored> {
  const empty = async () => (await rig.queued()) === 0 || undefined;
  await waitUntil(empty, { withinMs: 240_000, everyMs: 500 });
  let before = '';
  const unchanging = async () => {
    const now = await storedIn(rig);
    const sizes = JSON.stringify(Object.values(now).map((counted) => [...counted.values()].reduce((a, b) => a + b, 0)));
    const isSame = sizes === before;
    before = sizes;
    return isSame ? now : undefined;
  };
  const { value } = await waitUntil(unchanging, { withinMs: 120_000, everyMs: 4_000 });
  return value ?? storedIn(rig);
}

async function storedIn(rig: Rig): Promise<Stored> {
  const [streamedSpans, serviceSpans, streamedLines, serviceLines, samples] = await Promise.all([
    numbersInZipkin(rig.url('zipkin'), streamed),
    numbersInZipkin(rig.url('zipkin'), numberedService),
    numbersInVictoriaLogs(rig.url('victorialogs'), streamed),
    numbersInVictoriaLogs(rig.url('victorialogs'), numberedService),
    numbersInPrometheus(rig.url('prometheus')),
  ]);
  return { streamedSpans, serviceSpans, streamedLines, serviceLines, samples };
}
