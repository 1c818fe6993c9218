import type { Series } from '@sightline/stores';
import { median } from './contrast';
import type { TimeSpan } from './times';

type Labels = Readonly<Record<string, string>>;

/** How many calls a series of rates stands for in a time; none, where it is not known. */
export function volumesOf(rates: readonly Series[], { since, until }: TimeSpan): (labels: Labels) => number {
  const seconds = (until.getTime() - since.getTime()) / 1000;
  const known = new Map(
    rates.map(({ labels, points }) => {
      const within = points.filter(({ time }) => time * 1000 >= since.getTime() && time * 1000 <= until.getTime());
      return [keyOf(labels), median(within.map(({ value }) => value)) * seconds];
    }),
  );
  return (labels) => known.get(keyOf(labels)) || 0;
}

/** What the share of failures among so many calls strays by chance, and a little more. */
export const shareTolerance = (calls: number) => Math.max(0.02, 0.4 / Math.sqrt(calls));

/** The same for a mean: the fewer calls, the more a single one moves it. */
export const meanTolerance = (calls: number, before: number) => Math.max(0.005, before * (0.3 + 1 / Math.sqrt(calls)));

const keyOf = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());
