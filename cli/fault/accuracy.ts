import { type Subject, subjectKey } from '../why';

/** The place of each truth in a ranking, from 1; undefined where it is not in it. */
export function placesOf(truths: readonly Subject[], ranking: readonly Subject[]): (number | undefined)[] {
  const keys = ranking.map(subjectKey);
  return truths.map((truth) => keys.indexOf(subjectKey(truth)) + 1 || undefined);
}

export interface Ranked {
  readonly truths: readonly Subject[];
  readonly ranking: readonly Subject[];
}

/** AC@k: how many of the true causes are among the first k, of as many as could be; the mean of all cases, 0 to 1. */
export function accuracyAt(k: number, cases: readonly Ranked[]): number {
  const shares = cases.map(({ truths, ranking }) => {
    const found = placesOf(truths, ranking).filter((place) => place !== undefined && place <= k).length;
    return found / Math.min(k, truths.length);
  });
  return mean(shares);
}

/** Avg@k: the mean of AC@1 to AC@k. */
export const averageUpTo = (k: number, cases: readonly Ranked[]): number =>
  mean(Array.from({ length: k }, (_, index) => accuracyAt(index + 1, cases)));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
