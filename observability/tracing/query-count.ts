import { type Context, context, createContextKey } from '@opentelemetry/api';

const KEY = createContextKey('sightline.query-count');

interface Count {
  queries: number;
}

/** Runs `fn` as one piece of work whose database statements are counted together. */
export function countingQueries<T>(fn: () => T): T {
  return context.with(context.active().setValue(KEY, { queries: 0 } satisfies Count), fn);
}

export function countQuery(): void {
  const count = countIn(context.active());
  if (count) count.queries++;
}

/** So far; undefined outside of work that is counted. */
export const queriesCounted = (): number | undefined => countIn(context.active())?.queries;

const countIn = (within: Context) => within.getValue(KEY) as Count | undefined;
