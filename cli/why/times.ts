/** The two times that are compared. What lies between them belongs to neither: there the trouble began. */
export interface Times {
  readonly before: TimeSpan;
  readonly now: TimeSpan;
}

export interface TimeSpan {
  readonly since: Date;
  readonly until: Date;
}

const second = 1000;
const minute = 60 * second;

/** Alerts wait and average before they are active: the trouble may be this much older. */
const alertLag = 90 * second;
const longestBefore = 12 * minute;
const longestNow = minute;

/**
 * @param active since when the alert was active; without one, `recent` long is what is looked at.
 */
export function timesOf(until: Date, { active, recent = minute }: { active?: Date; recent?: number }): Times {
  const end = until.getTime();
  const began = active === undefined ? end - recent : active.getTime();
  const beforeUntil = began - (active === undefined ? minute : alertLag);
  const nowSince = Math.min(Math.max(began, end - longestNow), end - minute / 2);
  return {
    before: { since: new Date(beforeUntil - longestBefore), until: new Date(beforeUntil) },
    now: { since: new Date(nowSince), until },
  };
}
