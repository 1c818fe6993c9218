import type { Delivery } from '../receive/delivery';

/** Alertmanager repeats it every ten seconds. */
export const patienceMs = 45_000;

export interface Watchdog {
  /** Undefined when it was never heard. */
  readonly lastHeardAt: string | undefined;
  /** Whether alerts still find their way. */
  readonly alive: boolean;
}

/**
 * Whether the alert that always fires was heard of lately. That it has ended means that Prometheus no longer says that it fires. A test
 * of it does not count: no rule has fired it.
 */
export function watchdogOf(deliveries: readonly Delivery[], now = Date.now()): Watchdog {
  const last = deliveries.find(
    ({ channel, notification: { commonLabels } }) =>
      channel === 'watchdog' && commonLabels.sightline_test === undefined,
  );
  const alive = last?.notification.status === 'firing' && now - Date.parse(last.receivedAt) < patienceMs;
  return { lastHeardAt: last?.receivedAt, alive };
}
