import { labels, metrics } from '../conventions';
import { goFloat } from '../go-float';
import { identityFilter } from '../identity';
import type { Slo, Urgency } from '../model';
import type { AlertingRule } from '../rules';
import { type BurnRateWindows, type BurnWindow, burnRateFactor } from '../windows/burn-rate-windows';

/** A page and a ticket alert, each firing for the quick or the slow pair of windows. */
export function alertRules(slo: Slo, windows: BurnRateWindows): AlertingRule[] {
  return (['page', 'ticket'] as const).flatMap((urgency) => {
    const meta = slo.alerts[urgency];
    if (!meta) return [];
    const { quick, slow } = windows[urgency];
    return [
      {
        alert: slo.alertName,
        expr: `${burning(slo, windows, quick)}\nor\n${burning(slo, windows, slow)}`,
        labels: { [labels.slothSeverity]: urgency, ...meta.labels },
        annotations: { ...texts(urgency), ...meta.annotations },
      },
    ];
  });
}

function burning(slo: Slo, { period }: BurnRateWindows, window: BurnWindow): string {
  const threshold = `(${goFloat(burnRateFactor(period, window))} * ${goFloat((100 - slo.objective) / 100)})`;
  const above = (length: number) =>
    `    max(${metrics.errorRatio(length)}${identityFilter(slo)} > ${threshold}) without (${labels.window})`;
  return `(\n${above(window.short)}\n    and\n${above(window.long)}\n)`;
}

const texts = (urgency: Urgency) => ({
  title: `(${urgency}) {{$labels.${labels.service}}} {{$labels.${labels.slo}}} SLO error budget burn rate is too fast.`,
  summary: `{{$labels.${labels.service}}} {{$labels.${labels.slo}}} SLO error budget burn rate is over expected.`,
});
