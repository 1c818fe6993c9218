import { nearest } from '../parse/nearest';
import type { Finding } from '../parse/reporter';
import type { Lint } from './lint';
import type { MetricCatalogue } from './metric-catalogue';
import { type PlainSelector, selectorsOf } from './queries';

/** A rule over a metric nobody emits is silent for ever. What good, bad and total have in common is told once. */
export const metricsExist: Lint = ({ slo, catalogue }) => {
  if (!catalogue) return [];
  const findings = selectorsOf(slo).flatMap((selector) => checkSelector(selector, catalogue));
  return [...new Map(findings.map((finding) => [finding.reason, finding])).values()];
};

function checkSelector({ metric, matchers }: PlainSelector, catalogue: MetricCatalogue): Finding[] {
  const known = catalogue.get(metric);
  if (!known) {
    const meant = nearest(metric, [...catalogue.keys()]);
    return [
      {
        code: 'unknown-metric',
        path: [],
        reason: `the metric ${metric} is not in the telemetry catalogue`,
        hint: meant ? `Did you mean ${meant}?` : 'Declare it in the catalogue.',
      },
    ];
  }
  return matchers
    .filter(({ label }) => !known.labels.includes(label) && label !== 'le')
    .map(({ label }) => ({
      code: 'unknown-label',
      path: [],
      reason: `${metric} has no label ${label}`,
      hint: `It has ${known.labels.join(', ')}.`,
    }));
}
