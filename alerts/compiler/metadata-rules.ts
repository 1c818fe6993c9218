import { duration } from '@sightline/promql';
import { labels, metrics } from './conventions';
import { goFloat } from './go-float';
import { identityFilter, identityLabels } from './identity';
import type { Slo } from './model';
import type { RecordingRule } from './rules';
import type { BurnRateWindows } from './windows/burn-rate-windows';

/** Who made the rules, for the info series. */
export interface Maker {
  readonly version: string;
  readonly mode: string;
}

/** Objective, budget, burn rates and the info series, as dashboards for Sloth expect them. */
export function metadataRules(slo: Slo, windows: BurnRateWindows, maker: Maker): RecordingRule[] {
  const own = { ...identityLabels(slo), ...slo.labels };
  const filter = identityFilter(slo);
  const ratio = goFloat(slo.objective / 100);
  const rule = (record: string, expr: string): RecordingRule => ({ record, expr, labels: own });
  return [
    rule(metrics.objective, `vector(${ratio})`),
    rule(metrics.errorBudget, `vector(1-${ratio})`),
    rule(metrics.periodDays, `vector(${goFloat(slo.period / duration('1d'))})`),
    rule(metrics.currentBurnRate, burnRate(metrics.errorRatio(windows.page.quick.short), filter)),
    rule(metrics.periodBurnRate, burnRate(metrics.errorRatio(slo.period), filter)),
    rule(metrics.budgetRemaining, `1 - ${metrics.periodBurnRate}${filter}`),
    {
      ...rule(metrics.info, 'vector(1)'),
      labels: {
        ...own,
        [labels.version]: maker.version,
        [labels.mode]: maker.mode,
        [labels.spec]: slo.origin.spec,
        [labels.objective]: String(slo.objective),
      },
    },
  ];
}

const burnRate = (ratio: string, filter: string) =>
  `${ratio}${filter}\n/ on(${labels.id}, ${labels.slo}, ${labels.service}) group_left\n${metrics.errorBudget}${filter}`;
