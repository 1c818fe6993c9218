/** How often each number was found. */
export type Counted = ReadonlyMap<number, number>;

export const signals = ['spans, OTLP', 'spans, service', 'lines, OTLP', 'lines, pino-loki', 'samples, OTLP'] as const;
export type Signal = (typeof signals)[number];

/** What counters say was lost, by their names. */
export type Losses = Readonly<Record<string, number>>;

/** What is known of one stream: numbers from 1 to `made`. */
export interface Told {
  readonly signal: Signal;
  readonly made: number;
  /** What the collector said it took, as the sender heard; undefined where the sender died with it. */
  readonly accepted: number | undefined;
  /** Whether a number is to be stored; the others are left out by the sampling, on purpose. */
  readonly isWanted: (number: number) => boolean;
  /** What the collector counted as sent to the store. It counts from nothing when it is started again. */
  readonly exported: number;
  readonly stored: Counted;
  /** How many there are for who asks by the platform's own ways, which know a repeated line or span for what it is. */
  readonly read: number;
  /** Of this stream alone; those of nothing left out. */
  readonly counters: Losses;
}

/** A line of the ledger. */
export interface Entry extends Omit<Told, 'stored' | 'isWanted' | 'read'> {
  /** Left out on purpose. */
  readonly sampledOut: number;
  /** Different numbers in the store. */
  readonly stored: number;
  /** In the store, though they were to be left out. */
  readonly unwanted: number;
  /** In the store once more than they should be. */
  readonly doubled: number;
  /** Of these, what who reads is shown. */
  readonly doubledAsRead: number;
  /** Made and wanted, and not stored. */
  readonly lost: number;
  /** Lost, and counted nowhere. */
  readonly unaccounted: number;
}

/** Adds up one stream. */
export function entryOf({ isWanted, stored, read, ...told }: Told): Entry {
  const made = Array.from({ length: told.made }, (_, index) => index + 1);
  const wanted = made.filter(isWanted);
  const found = made.filter((number) => stored.has(number));
  const times = found.reduce((sum, number) => sum + (stored.get(number) ?? 0), 0);
  const lost = wanted.filter((number) => !stored.has(number)).length;
  return {
    ...told,
    sampledOut: made.length - wanted.length,
    stored: found.length,
    unwanted: found.filter((number) => !isWanted(number)).length,
    doubled: times - found.length,
    doubledAsRead: Math.max(0, read - found.length),
    lost,
    unaccounted: Math.max(0, lost - sumOf(told.counters)),
  };
}

/** Takes what is counted for several streams together off what each has lost, once: a counter excuses no more than it counts. */
export function accountTogether(entries: readonly Entry[], shared: Losses): readonly Entry[] {
  let left = sumOf(shared);
  return entries.map((entry) => {
    const taken = Math.min(left, entry.unaccounted);
    left -= taken;
    return { ...entry, unaccounted: entry.unaccounted - taken };
  });
}

const sumOf = (losses: Losses) => Object.values(losses).reduce((sum, count) => sum + count, 0);
