import { groups } from '../conventions';
import type { Dialect } from '../dialect';
import { metadataRules } from '../metadata-rules';
import type { RuleGroup } from '../rules';
import { tiersOf } from '../windows/tiers';
import { alertRules, disagreementRules, noDataRules } from './alert-rules';
import { eventRules } from './event-rules';
import { sliceRules } from './slice-rules';
import { calendarRules, ratioRule, sumRules, tickRules } from './sum-rules';
import { planWindows } from './window-plan';

const maker = { version: 'sightline', mode: 'sightline' };

/** Bad and total counted in events, every ratio made of them, one alert for each tier. */
export const sightlineDialect: Dialect = ({ slo, windows, links }) => {
  const tiers = tiersOf(slo, windows);
  const plan = planWindows(slo, windows, tiers);
  const { budgeting } = slo;
  const ticks = budgeting.method === 'occurrences' ? tickRules(slo, plan.base) : sliceRules(slo, budgeting);
  const all: RuleGroup[] = [
    {
      name: groups.sightline.events(slo.id),
      rules: plan.fresh.flatMap((window) => [...eventRules(slo, window), ratioRule(slo, window)]),
    },
    {
      name: groups.sightline.sums(slo.id),
      interval: plan.step,
      rules: [
        ...calendarRules(slo),
        ...ticks,
        ...plan.direct.flatMap((window) => [...eventRules(slo, window), ratioRule(slo, window)]),
        ...plan.summed.flatMap((window) => [...sumRules(slo, window, plan), ratioRule(slo, window)]),
      ],
    },
    { name: groups.sightline.metadata(slo.id), rules: metadataRules(slo, windows, maker) },
    {
      name: groups.sightline.alerts(slo.id),
      rules: [
        ...alertRules(slo, tiers, links),
        ...noDataRules(slo, plan, links),
        ...disagreementRules(slo, windows, links),
      ],
    },
  ];
  return all.filter(({ rules }) => rules.length > 0);
};
