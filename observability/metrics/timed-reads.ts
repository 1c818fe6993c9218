/** Milliseconds one source of values has at a scrape. With the registry's own, twice as much, it is less than a scrape has (4 s). */
export const readLimit = 1_000;

export type FailedRead = 'failed' | 'hung';
export type TellFailedRead = (metric: string, reason: FailedRead, error?: unknown) => void;

export interface TimedReadsOptions {
  readonly metric: string;
  readonly limit: number;
  readonly tell: TellFailedRead;
}

/**
 * Gives the reads of one source a time: `undefined` when one fails or does not answer in it. A source that hangs is not asked again before it has
 * answered, so that nothing piles up; scrapes at the same time share one read.
 */
export function timedReads<T>({
  metric,
  limit,
  tell,
}: TimedReadsOptions): (read: () => Promise<T>) => Promise<T | undefined> {
  let asked: { readonly answer: Promise<T>; readonly until: number } | undefined;
  return async (read) => {
    if (!asked) {
      const answer = (async () => read())();
      asked = { answer, until: performance.now() + limit };
      const done = () => {
        asked = undefined;
      };
      answer.then(done, done);
    }
    const { answer, until } = asked;
    try {
      const first = await within(until - performance.now(), answer);
      if (first !== late) return first;
      tell(metric, 'hung');
    } catch (error) {
      tell(metric, 'failed', error);
    }
    return undefined;
  };
}

const late = Symbol('late');

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds), late);
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
