import type { Fired } from '../detection/score-detection';
import type { Day } from './day';
import type { Rule } from './rules';

/** When a rule would have fired on a day, evaluated once a minute: pages and tickets apart. */
export function firedBy(rule: Rule, day: Day): Fired[] {
  const verdicts = [...rule.verdicts(day)].sort(([one], [other]) => one - other);
  return (['page', 'ticket'] as const).flatMap((urgency) => {
    const firings: { from: number; to: number; readonly pages: boolean }[] = [];
    for (const [minute] of verdicts.filter(([, verdict]) => verdict === urgency)) {
      const last = firings.at(-1);
      if (last?.to === minute) last.to = minute + 1;
      else firings.push({ from: minute, to: minute + 1, pages: urgency === 'page' });
    }
    return firings;
  });
}
