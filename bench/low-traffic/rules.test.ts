import { describe, expect, it } from 'vitest';
import { traceLength } from '../detection/labelled-days';
import { joined } from '../detection/score-detection';
import { bestTrade, tallyOf } from './best-trade';
import { Day } from './day';
import { firedBy } from './fired-by';
import { byTraffic, enoughAlone, type Rule, type Setting, slothsRules } from './rules';

const setting: Setting = {
  slo: { objective: 99.9 },
  tiers: [
    { urgency: 'page', factor: 14.4, long: 60, short: 5 },
    { urgency: 'page', factor: 6, long: 360, short: 30 },
    { urgency: 'ticket', factor: 3, long: 1_440, short: 120 },
  ],
};

/** One good request every ten minutes, and failures at the given minutes. */
function dayWith(...failures: number[]) {
  const minutes = Array.from({ length: traceLength + 1 }, (_, minute) => minute);
  const count = (minute: number) => failures.filter((at) => at <= minute).length;
  return {
    good: minutes.map((minute) => Math.floor(minute / 10)),
    bad: minutes.map((minute) => (count(minute) === 0 ? undefined : count(minute))),
  };
}

const noon = 3_600;
/** When somebody is told, in minutes since noon, and how. */
function told(rule: Rule, ...failures: number[]): string[] {
  const firings = firedBy(rule, new Day(dayWith(...failures)));
  return joined(firings).map(({ from }) => {
    const pages = firings.some((each) => each.pages && each.from === from);
    return `${pages ? 'page' : 'ticket'} at ${from - noon}`;
  });
}

describe('a day of little traffic', () => {
  it('counts the first failure of all, which an increase over the series does not see', () => {
    const day = new Day(dayWith(noon));
    expect(day.bad(noon, 5)).toBe(1);
    expect(day.rateOfSeries(noon, 60)).toBe(0);
    expect(day.total(noon, 60)).toBe(7);
  });

  it('goes on counting when a process starts anew', () => {
    expect(new Day({ good: [5, 7, 1, 2], bad: [undefined, 1, undefined, 1] }).total(3, 2)).toBe(2);
  });
});

describe('by traffic', () => {
  const rule = byTraffic(setting);

  it('pages for the second failure of a short time, and not for one', () => {
    expect(told(rule, noon)).toEqual([]);
    expect(told(rule, noon, noon + 20)).toEqual(['page at 20']);
  });

  it('writes a ticket for two that are half a day apart', () => {
    expect(told(rule, noon, noon + 700)).toEqual(['ticket at 700']);
  });

  it('tells nothing again for a lone failure after what it told', () => {
    expect(told(rule, noon, noon + 1, noon + 2, noon + 700)).toEqual(['page at 1']);
    expect(told(enoughAlone(setting), noon, noon + 1, noon + 2, noon + 700)).toEqual(['page at 1', 'ticket at 700']);
  });
});

it("Sloth's rules tell a first failure only where there was one before", () => {
  expect(told(slothsRules(setting), noon)).toEqual([]);
  expect(told(slothsRules(setting), 100, noon)).toEqual(['page at 0']);
});

it('no rule can know more of single failures than how many of them are faults', () => {
  const seen = Array.from({ length: 9 }, () => ({ failed: 2, lone: 0 }));
  const single = { failed: 1, lone: 0 };
  expect(bestTrade([...seen, single, { failed: undefined, lone: 0 }])).toMatchObject({
    faults: 10,
    single: 1,
    lone: 0,
    recall: 1,
  });
  const guessing = bestTrade([...seen, single, { failed: undefined, lone: 9 }]);
  expect(guessing.recall).toBeCloseTo(0.9 + 0.1 * ((0.05 * 9) / (0.95 * 10 - 1)));
  const day = new Day(dayWith(noon, noon + 1, noon + 500));
  expect(tallyOf({ fault: { from: noon, to: noon + 60, failed: 2 } }, day)).toEqual({ failed: 2, lone: 1 });
});
