import type { TraceStore } from '../backends';
import type { TimeSpan, Times } from './times';
import { factsOf, type TraceFacts } from './trace-facts';

const newest = 30;
const newestFailed = 10;
const newestBefore = 40;

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
  const facts = async (span: TimeSpan, options: { limit: number; failed?: boolean }) => {
    const found = await store.traces({ ...span, ...options });
    return found.map((spans) => factsOf(spans, known)).filter((each) => each !== undefined);
  };
  const [now, failed, before] = await Promise.all([
    facts(times.now, { limit: newest }),
    facts(times.now, { limit: newestFailed, failed: true }),
    facts(times.before, { limit: newestBefore }),
  ]);
  return { now, failed, before };
}
