import type { TraceStore } from '@sightline/stores';
import type { TimeSpan, Times } from './times';
import { factsOf, type TraceFacts } from './trace-facts';

const newest = 50;
const newestFailed = 10;
/** Spread over the whole time before: the end of it alone may be the trouble of another. */
const slices = 4;
const newestOfSlice = 10;

export interface SampledTraces {
  readonly now: readonly TraceFacts[];
  /** Of now, but chosen because they failed: to look at, not to compare. */
  readonly failed: readonly TraceFacts[];
  readonly before: readonly TraceFacts[];
}

/** The newest traces of now, the newest that failed, and some of before. */
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
    Promise.all(slicesOf(times.before).map((slice) => facts(slice, { limit: newestOfSlice }))),
  ]);
  return { now, failed, before: before.flat() };
}

/** So far ahead a clock may be. */
const futureMs = 900_000;

export async function futureTraces(
  store: TraceStore,
  { now }: Times,
  known: ReadonlySet<string>,
): Promise<TraceFacts[]> {
  const since = new Date(Date.now() + 2000);
  const found = await store.traces({ since, until: new Date(now.until.getTime() + futureMs), limit: newestFailed });
  return found.map((spans) => factsOf(spans, known)).filter((each) => each !== undefined);
}

function slicesOf({ since, until }: TimeSpan): TimeSpan[] {
  const ms = (until.getTime() - since.getTime()) / slices;
  const at = (slice: number) => new Date(since.getTime() + slice * ms);
  return Array.from({ length: slices }, (_, slice) => ({ since: at(slice), until: at(slice + 1) }));
}
