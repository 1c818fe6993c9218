import type { TraceStore } from '../backends';
import { StoredTraces } from '../score/stored-traces';
import type { TimeSpan, Times } from './times';
import { factsOf, type TraceFacts } from './trace-facts';

const newest = 40;
const newestFailed = 10;
const newestBefore = 60;

export interface SampledTraces {
  readonly now: readonly TraceFacts[];
  /** Of now, but chosen because they failed: to look at, not to compare. */
  readonly failed: readonly TraceFacts[];
  readonly before: readonly TraceFacts[];
}

/** The newest traces of both times, and the newest that failed. */
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
  const [now, failed, before] = await Promise.all([
    facts(times.now, { limit: newest }),
    facts(times.now, { limit: newestFailed, failed: true }),
    facts(times.before, { limit: newestBefore }),
  ]);
  return { now, failed, before };
}
