import type { Timing } from '../supervise/supervised';

/** A supervisor in a hurry, for tests. */
export const quickTiming: Timing = {
  readyWithinMs: 8000,
  pollMs: 10,
  graceMs: 500,
  watch: { everyMs: 100, withinMs: 100, lateMs: 2000 },
  patienceMs: () => 60_000,
  backOff: { firstMs: 20, mostMs: 200, calmMs: 60_000 },
};
