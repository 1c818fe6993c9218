import type { Milliseconds } from '@sightline/promql';
import type { Series } from './metric-store';

/** A time during which an alert fired: from the first evaluation that found it firing to the first that did not. */
export interface Firing {
  readonly from: Date;
  readonly to: Date;
}

/** The stretches of a series without a gap, each begun late by `wait`: the time the alert must have been pending. */
export function firingsOf(
  { points }: Series,
  { step, wait = 0 }: { step: Milliseconds; wait?: Milliseconds },
): Firing[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { time } of points) {
    const at = Math.round(time * 1_000);
    const last = stretches.at(-1);
    if (last && at <= last.to) last.to = at + step;
    else stretches.push({ from: at, to: at + step });
  }
  return stretches
    .map(({ from, to }) => ({ from: from + Math.ceil(wait / step) * step, to }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}

export const lengthOf = (firings: readonly Firing[]): Milliseconds =>
  firings.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0);

/**
 * Whether two accounts tell of the same firings: together they may differ by `tolerance` at every beginning and end. One that is
 * over at once and begins again may be told as one or as two.
 */
export function agree(one: readonly Firing[], other: readonly Firing[], tolerance: Milliseconds): boolean {
  const differ = lengthOf(one) + lengthOf(other) - 2 * overlap(one, other);
  return differ <= tolerance * (one.length + other.length);
}

const overlap = (one: readonly Firing[], other: readonly Firing[]): Milliseconds =>
  one.reduce(
    (sum, a) =>
      other.reduce((rest, b) => {
        const shared = Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime());
        return rest + Math.max(0, shared);
      }, sum),
    0,
  );
