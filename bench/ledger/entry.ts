/** How often each number was found. */
export type Counted = ReadonlyMap<number, number>;

export const signals = ['spans, OTLP', 'spans, service', 'lines, OTLP', 'lines, pino-loki', 'samples, OTLP'] as const;
export type Signal = (typeof signals)[number];

/** What is known of one stream: numbers from 1 to `made`. */
export interface Told {
  readonly signal: Signal;
  readonly made: number;
  /** What the collector said it took, as the sender heard; undefined where the sender died with it. */
  readonly accepted: number | undefined;
  /** Left out by the sampling, as it was told to. */
  readonly sampledOut: number;
  /** What the collector counted as sent to the store. It counts from nothing when it is started again. */
  readonly exported: number;
  readonly stored: Counted;
  /** How many there are for who asks by the platform's own ways, which know a repeated line or span for what it is. */
  readonly read: number;
  /** What counters say was lost, by their names; those of nothing left out. */
  readonly counters: Readonly<Record<string, number>>;
}

/** A line of the ledger. */
export interface Entry extends Omit<Told, 'stored'> {
  /** Different numbers in the store. */
  readonly stored: number;
  /** In the store once more than they should be. */
  readonly doubled: number;
  /** Of these, what who reads is shown. */
  readonly doubledAsRead: number;
  /** Made, and neither stored nor left out on purpose. */
  readonly lost: number;
  /** Lost, and counted nowhere. */
  readonly unaccounted: number;
}

/** Adds up. */
export function entryOf(told: Told): Entry {
  const numbers = [...told.stored.keys()].filter((number) => number >= 1 && number <= told.made);
  const times = numbers.reduce((sum, number) => sum + (told.stored.get(number) ?? 0), 0);
  const lost = told.made - told.sampledOut - numbers.length;
  const accounted = Object.values(told.counters).reduce((sum, count) => sum + count, 0);
  return {
    ...told,
    stored: numbers.length,
    doubled: times - numbers.length,
    doubledAsRead: Math.max(0, told.read - numbers.length),
    lost,
    unaccounted: Math.max(0, lost - accounted),
  };
}
