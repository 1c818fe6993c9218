import { setTimeout as delay } from 'node:timers/promises';
import type { Deliveries } from '../keep/deliveries';
import type { Delivery } from '../receive/delivery';
import { findTrace, type Stores } from './find-trace';

/** Metrics are some seconds behind what they count. */
const triesAfterMs = [0, 5_000, 15_000];

export interface AddTraceOptions extends Stores {
  readonly deliveries: Deliveries;
  /** Told why there is no trace yet. */
  readonly report: (problem: string) => void;
}

/** Finds a trace of what a notification is about, and notes it. Never fails: there may be none, or nobody to ask. */
export async function addTrace(
  { id, channel, notification }: Delivery,
  { deliveries, report, ...stores }: AddTraceOptions,
): Promise<void> {
  const [alert] = notification.alerts;
  if (!alert || notification.status === 'resolved' || channel === 'watchdog') return;
  for (const wait of triesAfterMs) {
    await delay(wait, undefined, { ref: false });
    const traceId = await findTrace(alert, stores).catch((error: Error) => {
      report(`no trace for notification ${id} yet: ${error.message}`);
      return undefined;
    });
    if (traceId) return deliveries.addTrace(id, traceId);
  }
}
