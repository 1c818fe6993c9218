/**
 * Preloaded before the library: takes out of it what `BENCH_SIGNALS` does not name, so that the same service, with the same code, can be
 * measured without. What is left out is not called, rather than switched off: a switch would be part of what the rest costs.
 */
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

export const signals = ['traces', 'logs', 'metrics'] as const;

const library = dirname(require.resolve('@sightline/observability'));
const replace = (file: string, parts: object) => Object.assign(require(join(library, file)) as object, parts);
const nothing = () => {};

function leaveOut(kept: readonly string[]): void {
  if (!kept.includes('logs')) replace('logging/emit', { emit: nothing, emitAt: nothing, write: nothing });
  if (!kept.includes('metrics')) {
    replace('metrics/counter', { counter: () => ({ inc: nothing }) });
    replace('metrics/histogram', { histogram: () => ({ observe: nothing }) });
    replace('metrics/gauge', { gauge: () => ({ set: nothing, add: nothing, collect: nothing }) });
    replace('metrics/runtime/observe-runtime', { observeRuntime: nothing });
  }
  if (kept.length > 0) return;
  replace('tracing/with-span', {
    withSpan: (_of: object, _: object, fn: (span: object) => unknown) => fn({ set: nothing }),
  });
  replace('tracing/publish-records', { publishRecords: publishPlainly });
  replace('nest/observe-requests', { observeRequests: nothing });
}

interface PlainRecord {
  readonly topic: string;
  readonly headers?: object;
  readonly finishHeaders?: (headers: object) => object;
}

/** As a program without telemetry sends records. */
async function publishPlainly(
  producer: { sendBatch(batch: object): Promise<unknown> },
  records: readonly PlainRecord[],
): Promise<void> {
  const topics = [...new Set(records.map(({ topic }) => topic))];
  const topicMessages = topics.map((topic) => ({
    topic,
    messages: records
      .filter((record) => record.topic === topic)
      .map(({ headers = {}, finishHeaders = (given) => given, ...rest }) => ({
        ...rest,
        headers: finishHeaders(headers),
      })),
  }));
  if (records.length > 0) await producer.sendBatch({ topicMessages });
}

if (isMainThread) leaveOut((process.env.BENCH_SIGNALS ?? '').split(',').filter(Boolean));
