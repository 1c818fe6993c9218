import { setTimeout as delay } from 'node:timers/promises';
import type { Deliveries } from '../keep/deliveries';
import type { Delivery } from '../receive/delivery';
import { findTrace, type Stores } from './find-trace';

/** Metrics are some seconds behind what they count. */
const triesAfterMs = [0, 5_000, 15_000];

/** Looks for a trace of what a notification is about, and notes it. Never fails: there may be none, or nobody to ask. */
export async function addTrace(
  { id, channel, notification }: Delivery,
  { deliveries, ...stores }: Stores & { readonly deliveries: Deliveries },
): Promise<void> {
  const [alert] = notification.alerts;
  if (!alert || notification.status === 'resolved' || channel === 'watchdog') return;
  for (const wait of triesAfterMs) {
    await delay(wait, undefined, { ref: false });
    const traceId = await findTrace(alert, stores).catch((error: Error) => {
      console.warn(`no trace for notification ${id} yet: ${error.message}`);
      return undefined;
    });
    if (traceId) return deliveries.addTrace(id, traceId);
  }
}
