import { parseFaultHeader } from '@sightline/faults';

/**
 * The shop before anybody mended it: every mistake that costs time or answers, as `x-fault` wants it. Two of them for a share only:
 * with either on every request nothing would be left to compare.
 */
export const baselineFaults = [
  'n-plus-one',
  'cache-stampede',
  'slow-query',
  'exhausted-pool',
  'bad-release',
  'slow-consumer;percent=10',
  'blocked-event-loop;percent=10',
].join(', ');

/** A list of mistakes as `x-fault` takes it. @throws {Error} saying what is accepted. */
export function checkedFaults(list: string): string {
  parseFaultHeader(list);
  return list;
}
