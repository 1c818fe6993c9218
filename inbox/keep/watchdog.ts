import type { Delivery } from '../receive/delivery';

/** Alertmanager repeats it every minute. */
const patienceMs = 150_000;

export interface Watchdog {
  /** Undefined when it was never heard. */
  readonly lastHeardAt: string | undefined;
  /** Whether alerts still find their way. */
  readonly alive: boolean;
}

/** Whether the alert that always fires was heard of lately. */
export function watchdogOf(deliveries: readonly Delivery[], now = Date.now()): Watchdog {
  const last = deliveries.find(
    ({ channel, notification }) => channel === 'watchdog' && notification.status === 'firing',
  );
  const alive = last !== undefined && now - Date.parse(last.receivedAt) < patienceMs;
  return { lastHeardAt: last?.receivedAt, alive };
}
