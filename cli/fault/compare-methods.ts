import { inRepository } from '@sightline/stack';
import type { Subject } from '../why';
import { type Baseline, baro, largestDeviation } from './baselines';
import type { RecordedSeries } from './kept';

/** What other methods make of recorded series; BARO where a Python is given that has the package RCAEval. */
export async function compareMethods(
  recorded: RecordedSeries,
  { known, python }: { known: ReadonlySet<string>; python?: string | undefined },
): Promise<Record<string, readonly Subject[]>> {
  const methods: Record<string, Baseline> = {
    'largest deviation': largestDeviation,
    ...(python !== undefined && { BARO: baro(python, inRepository('cli/bench/baro.py')) }),
  };
  const ranked = await Promise.all(
    Object.entries(methods).map(async ([name, rank]) => [name, (await rank(recorded, known)).slice(0, 10)] as const),
  );
  return Object.fromEntries(ranked);
}
