import { formatDuration, type Milliseconds, renderSelector } from '@sightline/promql';
import { labels, metrics } from '../conventions';
import { identityFilter, identityLabels } from '../identity';
import type { Quantity, Sli, Slo } from '../model';
import { renderTemplate } from '../parse/quantity';
import type { RecordingRule } from '../rules';
import type { BurnRateWindows } from '../windows/burn-rate-windows';

/** The error ratio of every alert window, and of the period as the mean of the shortest window's ratios. */
export function sliRules(slo: Slo, windows: BurnRateWindows): RecordingRule[] {
  const short = windows.page.quick.short;
  return [...alertWindows(windows), slo.period].map((window) => ({
    record: metrics.errorRatio(window),
    expr: window === slo.period ? meanRatio(slo, window, short) : errorRatio(slo.sli, window),
    labels: { ...identityLabels(slo), [labels.window]: formatDuration(window), ...slo.labels },
  }));
}

function alertWindows({ page, ticket }: BurnRateWindows): Milliseconds[] {
  const all = [page.quick, page.slow, ticket.quick, ticket.slow].flatMap(({ short, long }) => [short, long]);
  return [...new Set(all)].sort((a, b) => a - b);
}

function errorRatio(sli: Sli, window: Milliseconds): string {
  const range = formatDuration(window);
  switch (sli.kind) {
    case 'bad':
      return `(${rate(sli.bad, window)})\n/\n(${rate(sli.total, window)})`;
    case 'good':
      return `(1 - (\n  (${rate(sli.good, window)})\n  /\n  (${rate(sli.total, window)})\n))`;
    case 'ratio':
      return sli.means === 'failure'
        ? `(${renderTemplate(sli.ratio, range)})`
        : `(1 - (${renderTemplate(sli.ratio, range)}))`;
    case 'threshold':
      throw new TypeError('The dialect sloth knows no threshold metrics; validation refuses them');
  }
}

const rate = (quantity: Quantity, window: Milliseconds) =>
  quantity.kind === 'template'
    ? renderTemplate(quantity.text, formatDuration(window))
    : `sum(rate(${renderSelector(quantity.selector, { range: window })}))`;

function meanRatio(slo: Slo, window: Milliseconds, short: Milliseconds): string {
  const series = `${metrics.errorRatio(short)}${identityFilter(slo)}[${formatDuration(window)}]`;
  return `sum_over_time(${series})\n/ ignoring (${labels.window})\ncount_over_time(${series})`;
}
