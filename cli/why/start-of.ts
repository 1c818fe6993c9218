import type { ActiveAlert } from './symptoms';
import { isComparable, type TimesOptions, timesOf } from './times';

const hour = 3_600_000;

export interface StartOptions extends Pick<TimesOptions, 'earliest'> {
  readonly until: Date;
}

/**
 * When the trouble began: of what fires, or else is about to, the earliest, but of an hour at most if there is any so young.
 * Alerts from before there was anything to compare with say nothing: a budget's ticket may fire for hours.
 */
export function startOf(
  alerts: readonly Pick<ActiveAlert, 'state' | 'since'>[],
  { until, earliest }: StartOptions,
): Date | undefined {
  const comparable = alerts.filter(({ since }) => isComparable(timesOf(until, { active: since, earliest })));
  const firing = comparable.filter(({ state }) => state === 'firing');
  const starts = (firing.length > 0 ? firing : comparable)
    .map(({ since }) => since)
    .sort((a, b) => a.getTime() - b.getTime());
  return starts.find((since) => until.getTime() - since.getTime() < hour) ?? starts.at(-1);
}
