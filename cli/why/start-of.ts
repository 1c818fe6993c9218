import type { ActiveAlert } from './symptoms';
import { isComparable, type TimesOptions, timesOf } from './times';

/** Alerts of one trouble come one after the other; a longer pause parts one trouble from the next. */
const pauseMs = 600_000;

export interface StartOptions extends Pick<TimesOptions, 'earliest'> {
  readonly until: Date;
}

/**
 * When the newest trouble began: of what fires, or else is about to, the earliest that no longer pause parts from the newest.
 * Alerts from before there was anything to compare with say nothing: a budget's ticket may fire for hours.
 */
export function startOf(
  alerts: readonly Pick<ActiveAlert, 'state' | 'since'>[],
  { until, earliest }: StartOptions,
): Date | undefined {
  const comparable = alerts.filter(({ since }) => isComparable(timesOf(until, { active: since, earliest })));
  const firing = comparable.filter(({ state }) => state === 'firing');
  const newestFirst = (firing.length > 0 ? firing : comparable)
    .map(({ since }) => since)
    .sort((a, b) => b.getTime() - a.getTime());
  return newestFirst.find((since, index) => {
    const before = newestFirst[index + 1];
    return before === undefined || since.getTime() - before.getTime() > pauseMs;
  });
}
