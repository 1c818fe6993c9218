import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import type { PollingOptions } from './polling';

type Work = 'payments' | 'overdue_orders';

/** Tells in the log that looking for this work failed. */
export const tellPollingFailure =
  (work: Work): PollingOptions['onFailure'] =>
  (error, pauseMs) =>
    emit(logEvents.pollingFailed, { 'polling.work': work, 'retry.delay': pauseMs / 1_000 }, error);
