import type { TraceStore } from '../backends';
import { StoredTraces } from '../score/stored-traces';
import type { TimeSpan, Times } from './times';
import { factsOf, type TraceFacts } from './trace-facts';

const newest = 30;
const newestFailed = 20;
const newestBefore = 60;

export interface SampledTraces {
  readonly now: readonly TraceFacts[];
  readonly before: readonly TraceFacts[];
}

/** The newest traces of both times, and more of those that failed now. */
export async function sampleTraces(
  store: TraceStore,
  times: Times,
  known: ReadonlySet<string>,
): Promise<SampledTraces> {
  const stored = new StoredTraces(store);
  const facts = async (span: TimeSpan, options: { limit: number; failed?: boolean }) => {
    const found = await store.search({ ...span, ...options });
    const spans = await Promise.all(found.map(({ traceId }) => stored.spans(traceId)));
    return spans.map((each) => each && factsOf(each, known)).filter((each) => each !== undefined);
  };
  const [failing, recent, before] = await Promise.all([
    facts(times.now, { limit: newestFailed, failed: true }),
    facts(times.now, { limit: newest }),
    facts(times.before, { limit: newestBefore }),
  ]);
  const now = new Map([...failing, ...recent].map((trace) => [trace.traceId, trace]));
  return { now: [...now.values()], before };
}
