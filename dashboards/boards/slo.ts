import { inventory } from '@sightline/catalogue';
import type { Board } from '../board';
import { toDashboard, toMetric } from '../links';
import { barGauge } from '../panels/bar-gauge';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { promql } from '../panels/targets';
import { ceiling, floor } from '../panels/thresholds';
import { timeSeries } from '../panels/time-series';
import * as slo from '../queries/slo';
import { units } from '../units';
import { labelValues } from '../variables';

const toIncident = toDashboard('incident', 'Incident');
const toJourney = toDashboard('order-journey', 'Order journey');
const toRules = toMetric('The recorded series', slo.good5m);
const budget = floor({ warn: 0.5, bad: 0.1 });
const burn = ceiling({ warn: 1, bad: 6 });

export const board: Board = {
  title: 'SLOs and error budgets',
  description:
    'What is promised, how much of the allowance for failure is left, and how fast it goes. Decides whether to ship or to mend.',
  tags: ['slo'],
  variables: [labelValues('slo', { title: 'SLO', metric: inventory.sloObjective, label: 'sloth_slo' })],
  rows: [
    {
      title: 'Budgets',
      lines: [
        [
          stat({
            title: 'Budget left',
            description:
              'Share of the allowed failures of the period that is not used up. Below zero the promise is broken.',
            unit: units.share,
            thresholds: budget,
            queries: [promql('{{sloth_slo}}', slo.budgetLeft)],
            next: toIncident,
          }),
        ],
        [
          table({
            title: 'All figures',
            description:
              'Objective and reality over the period, what is left, and the burn rate: 1 uses up the budget exactly at the end of the period, 14.4 in two days.',
            rows: { sloth_slo: 'SLO', sloth_service: 'Service' },
            columns: [
              { title: 'Objective', unit: units.share, expr: `max by (sloth_slo, sloth_service) (${slo.objective})` },
              { title: 'Good, period', unit: units.share, expr: `min by (sloth_slo, sloth_service) (${slo.good30d})` },
              { title: 'Good, 5 m', unit: units.share, expr: `min by (sloth_slo, sloth_service) (${slo.good5m})` },
              {
                title: 'Budget left',
                unit: units.share,
                thresholds: budget,
                expr: `min by (sloth_slo, sloth_service) (${slo.budgetLeft})`,
              },
              {
                title: 'Burn rate now',
                unit: units.factor,
                thresholds: burn,
                expr: `max by (sloth_slo, sloth_service) (${slo.burnNow})`,
              },
              {
                title: 'Burn rate, period',
                unit: units.factor,
                thresholds: burn,
                expr: `max by (sloth_slo, sloth_service) (${slo.burnPeriod})`,
              },
            ],
            sortBy: 'Burn rate now',
            next: toRules,
          }),
        ],
      ],
    },
    {
      title: 'Burning',
      lines: [
        [
          timeSeries({
            title: 'Burn-down',
            description:
              'Budget left over time. A straight slope is a steady nuisance, a cliff is an incident; the marks say which.',
            unit: units.share,
            max: 1,
            queries: [promql('{{sloth_slo}}', slo.budgetLeft)],
            next: toIncident,
          }),
          timeSeries({
            title: 'Burn rates by window',
            description:
              'An alert needs its long and its short window above its factor: 14.4 (1 h and 5 m) pages, 6 (6 h and 30 m) pages, 1 and 3 make a ticket.',
            unit: units.factor,
            thresholds: ceiling({ warn: 6, bad: 14.4 }),
            queries: Object.entries(slo.burnRates).map(([window, expr]) => promql(`${window} {{sloth_slo}}`, expr)),
            next: toIncident,
          }),
          barGauge({
            title: 'Burn rate now',
            description: 'How many times faster than allowed the budget goes at this moment.',
            unit: units.factor,
            thresholds: burn,
            queries: [promql('{{sloth_slo}}', slo.burnNow)],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'Events behind the ratios',
      lines: [
        [
          timeSeries({
            title: 'All events',
            description:
              'Events of the last five minutes that count. With few of them a single failure weighs much: the traffic guard keeps that from paging.',
            unit: units.count,
            queries: [promql('{{sloth_slo}}', slo.allEvents)],
            next: toJourney,
          }),
          timeSeries({
            title: 'Bad events',
            description: 'Those that broke the promise.',
            unit: units.count,
            queries: [promql('{{sloth_slo}}', slo.badEvents)],
            next: toIncident,
          }),
          timeSeries({
            title: 'Good share, 5 m',
            description: 'What users had in the last five minutes.',
            unit: units.share,
            max: 1,
            queries: [promql('{{sloth_slo}}', slo.good5m)],
            next: toRules,
          }),
        ],
      ],
    },
  ],
};
