import type { Finding } from '../parse/reporter';
import type { Lint } from './lint';
import type { MetricCatalogue } from './metric-catalogue';
import { selectorsOf } from './queries';

/** A latency threshold must be the bound of a bucket, spelt as it is stored. */
export const thresholdsAreBuckets: Lint = ({ slo, catalogue }) =>
  selectorsOf(slo).flatMap(({ metric, matchers }) =>
    matchers
      .filter(({ label, op }) => label === 'le' && op === '=')
      .flatMap(({ value }) => [...spelling(value), ...bucket(metric, value, catalogue)]),
  );

/** Prometheus 3 writes whole bounds as 1.0; agents that forward by remote write still write 1. */
function spelling(value: string): Finding[] {
  if (!/^\d+(\.0)?$/.test(value)) return [];
  const whole = value.replace(/\.0$/, '');
  return [
    {
      code: 'le-spelling',
      severity: value.endsWith('.0') ? 'info' : 'warning',
      path: [],
      reason: `le="${value}" matches one spelling of the bound only: Prometheus 3 stores le="${whole}.0", other agents le="${whole}"`,
      hint: `Write le=~"${whole}(\\\\.0)?".`,
    },
  ];
}

function bucket(metric: string, value: string, catalogue: MetricCatalogue | undefined): Finding[] {
  const bounds = catalogue?.get(metric)?.buckets;
  if (!bounds || value === '+Inf' || bounds.includes(Number(value))) return [];
  const closest = bounds.toSorted((a, b) => Math.abs(a - Number(value)) - Math.abs(b - Number(value))).slice(0, 2);
  return [
    {
      code: 'no-bucket',
      path: [],
      reason: `${metric} has no bucket le="${value}"`,
      hint: `The nearest are ${closest.join(' and ')}; a new one is added in the catalogue.`,
    },
  ];
}
