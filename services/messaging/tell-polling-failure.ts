import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import type { PollingOptions } from './polling';

type Work = 'payments' | 'overdue_orders';

/** Tells in the log that polling for this work failed. */
export const tellPollingFailure =
  (work: Work): PollingOptions['onFailure'] =>
  (error, delayMs) =>
    emit(logEvents.pollingFailed, { 'polling.work': work, 'retry.delay': delayMs / 1_000 }, error);
