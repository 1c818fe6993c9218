import { from, type MadeRecord, seconds } from './record';

/** More lines, each with an attribute of its own, than Loki makes series of (500). */
export const crowd: readonly MadeRecord[] = Array.from({ length: 520 }, (_, n) => ({
  at: seconds(1100 + n / 10),
  resource: from('crowd', 'info'),
  body: `one of many, ${n % 4}`,
  attributes: { id: n },
}));

/** A stream for each line. */
export const fleet: readonly MadeRecord[] = Array.from({ length: 24 }, (_, n) => ({
  at: seconds(1160 + n / 8),
  resource: from(`fleet-${n % 12}`, 'info', n < 12 ? 'prod' : 'test'),
  body: `ship ${n} of the fleet`,
}));
