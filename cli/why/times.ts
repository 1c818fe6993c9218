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

export interface TimesOptions {
  /** Since when the alert was active; without one, `recent` milliseconds are what is looked at. */
  readonly active?: Date;
  readonly recent?: number;
  /** Before this there is nothing to compare with. */
  readonly earliest: Date;
}

/** A shorter time before says nothing. */
const shortestBefore = minute;

export const isComparable = ({ before: { since, until } }: Times) =>
  until.getTime() - since.getTime() >= shortestBefore;

export function timesOf(until: Date, { active, recent = minute, earliest }: TimesOptions): Times {
  const end = until.getTime();
  const began = active === undefined ? end - recent : active.getTime();
  const beforeUntil = began - (active === undefined ? minute : alertLag);
  const nowSince = Math.min(Math.max(began, end - longestNow), end - minute / 2);
  return {
    before: {
      since: new Date(Math.max(beforeUntil - longestBefore, earliest.getTime())),
      until: new Date(beforeUntil),
    },
    now: { since: new Date(nowSince), until },
  };
}
