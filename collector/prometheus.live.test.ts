import { randomUUID } from 'node:crypto';
import { OtlpSender } from '@sightline/stores';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { planted, variants } from './testing/plant';
import { PrometheusUnderTest } from './testing/prometheus-under-test';
import { keyValues, nanoseconds } from './testing/telemetry';
import { until } from './testing/until';

const backends = new Backends();
let prometheus: PrometheusUnderTest;
let collector: CollectorUnderTest;

beforeAll(async () => {
  await backends.open();
  prometheus = await PrometheusUnderTest.start();
  collector = await CollectorUnderTest.start(backends.url, { env: { PROMETHEUS_URL: prometheus.url } });
});

afterAll(async () => {
  await collector?.stop();
  await prometheus?.stop();
  await backends.close();
});

const sendMetrics = (service: string, metrics: readonly object[]) =>
  new OtlpSender(collector.otlpUrl).send('metrics', {
    resourceMetrics: [
      {
        resource: { attributes: keyValues({ 'service.name': service, 'service.instance.id': `${service}-1` }) },
        scopeMetrics: [{ metrics }],
      },
    ],
  });

const numbers = (points: readonly object[]) =>
  points.map((point) => ({
    timeUnixNano: nanoseconds(),
    startTimeUnixNano: nanoseconds(Date.now() - 60_000),
    ...point,
  }));
const gauge = (name: string, ...points: readonly object[]) => ({ name, gauge: { dataPoints: numbers(points) } });
const sum = (name: string, aggregationTemporality: number, ...points: readonly object[]) => ({
  name,
  sum: { aggregationTemporality, isMonotonic: true, dataPoints: numbers(points) },
});
const histogram = (name: string, aggregationTemporality: number, point: object) => ({
  name,
  histogram: { aggregationTemporality, dataPoints: numbers([point]) },
});
const exponential = (name: string, aggregationTemporality: number, point: object) => ({
  name,
  exponentialHistogram: { aggregationTemporality, dataPoints: numbers([point]) },
});
const summary = (name: string, ...quantileValues: readonly object[]) => ({
  name,
  summary: { dataPoints: numbers([{ count: '2', sum: 3, quantileValues }]) },
});

const [unspecified, delta, cumulative] = [0, 1, 2];
const buckets = { count: '3', sum: 4, explicitBounds: [1, 2], bucketCounts: ['1', '1', '1'] };
const dense = { count: '3', sum: 4, scale: 0, zeroCount: '1', positive: { offset: 0, bucketCounts: ['1', '1'] } };
const noRecordedValue = { flags: 1 };

/** Kinds that a store takes, by the series that must be there. */
const storable = (prefix: string): Readonly<Record<string, object>> => ({
  [`${prefix}_gauge`]: gauge(`${prefix}_gauge`, { asInt: '7' }),
  [`${prefix}_nan`]: gauge(`${prefix}_nan`, { asDouble: 'NaN' }),
  [`${prefix}_infinite`]: gauge(`${prefix}_infinite`, { asDouble: 'Infinity' }),
  [`${prefix}_sum_total`]: sum(`${prefix}_sum`, cumulative, { asInt: '7' }),
  [`${prefix}_delta_total`]: sum(`${prefix}_delta`, delta, { asInt: '7' }),
  [`${prefix}_buckets_count`]: histogram(`${prefix}_buckets`, cumulative, buckets),
  [`${prefix}_delta_buckets_count`]: histogram(`${prefix}_delta_buckets`, delta, buckets),
  [`${prefix}_exponential`]: exponential(`${prefix}_exponential`, cumulative, dense),
  [`${prefix}_delta_exponential`]: exponential(`${prefix}_delta_exponential`, delta, dense),
  [`${prefix}_summary_count`]: summary(`${prefix}_summary`, { quantile: 0.5, value: 1 }),
  [`${prefix}_many_labels`]: gauge(`${prefix}_many_labels`, {
    asInt: '1',
    attributes: keyValues(
      Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`label.${index}`, 'x'.repeat(2_000)])),
    ),
  }),
  [`${prefix}_odd_labels`]: gauge(`${prefix}_odd_labels`, {
    asInt: '1',
    attributes: keyValues(
      Object.fromEntries(['', '_', 'é', '__name__', 'le', 'a.b', 'a_b', 'job'].map((key) => [key, 'x'])),
    ),
  }),
});

/** Kinds that no store takes: each takes its whole request along, unless somebody checks. */
const unstorable = (prefix: string): readonly object[] => [
  { name: `${prefix}_nothing` },
  { name: '' },
  { name: '___', gauge: { dataPoints: numbers([{ asInt: '1' }]) } },
  gauge(`${prefix}_empty`),
  gauge(`${prefix}_no_value`, {}),
  gauge(`${prefix}_no_time`, { asInt: '1', timeUnixNano: '0' }),
  gauge(`${prefix}_old`, { asInt: '1', timeUnixNano: nanoseconds(Date.now() - 3 * 3_600_000) }),
  gauge(`${prefix}_future`, { asInt: '1', timeUnixNano: nanoseconds(Date.now() + 3_600_000) }),
  gauge(`${prefix}_beyond`, { asInt: '1', timeUnixNano: '18446744073709551615' }),
  gauge(`${prefix}_nodata`, noRecordedValue),
  sum(`${prefix}_unspecified`, unspecified, { asInt: '1' }),
  sum(`${prefix}_delta_nan`, delta, { asDouble: 'NaN' }),
  sum(`${prefix}_delta_infinite`, delta, { asDouble: '-Infinity' }),
  sum(`${prefix}_delta_negative`, delta, { asInt: '-1' }),
  sum(`${prefix}_delta_nodata`, delta, noRecordedValue),
  histogram(`${prefix}_buckets_unspecified`, unspecified, buckets),
  histogram(`${prefix}_negative_count`, cumulative, { ...buckets, bucketCounts: ['18446744073709551615', '1', '1'] }),
  histogram(`${prefix}_few_buckets`, delta, { ...buckets, bucketCounts: ['3'] }),
  histogram(`${prefix}_unsorted`, cumulative, { ...buckets, explicitBounds: [2, 1] }),
  exponential(`${prefix}_exponential_unspecified`, unspecified, dense),
  exponential(`${prefix}_coarse`, cumulative, { ...dense, scale: -10 }),
  exponential(`${prefix}_fine`, delta, { ...dense, scale: 2_000_000_000 }),
  exponential(`${prefix}_far`, delta, { ...dense, positive: { offset: 2_147_483_647, bucketCounts: ['1', '1'] } }),
  exponential(`${prefix}_sums_up_to_less`, cumulative, { ...dense, count: '9' }),
  exponential(`${prefix}_negative_exponential`, cumulative, {
    ...dense,
    positive: { offset: 0, bucketCounts: ['18446744073709551615', '3'] },
  }),
  summary(`${prefix}_impossible`, { quantile: 7, value: 1 }),
];

const isThere = async (query: string) => (await prometheus.query(query)).length > 0;
const now = async (query: string) => (await prometheus.query(query))[0]?.value;
const unique = (name: string) => `${name}_${randomUUID().slice(0, 8)}`;

describe('metrics that others send', () => {
  it('are stored, whatever cannot be stored is sent with them', async () => {
    const prefix = unique('probe');
    const good = storable(prefix);
    const odd = unstorable(prefix);
    // Each kind between two neighbours of its own, then all of them in one request.
    const neighbours: string[] = [];
    for (const [index, metric] of odd.entries()) {
      const pair = [`${prefix}_before_${index}`, `${prefix}_after_${index}`];
      neighbours.push(...pair);
      await sendMetrics(prefix, [gauge(pair[0] ?? '', { asInt: '1' }), metric, gauge(pair[1] ?? '', { asInt: '1' })]);
    }
    await sendMetrics(prefix, [...odd, ...Object.values(good), ...odd]);
    for (const name of [...neighbours, ...Object.keys(good)]) await until(name, () => isThere(name));
  });

  it('are refused by their reason, told, and cost our own nothing', async () => {
    const reasons = async () => {
      const counts = await prometheus.query('sum by (reason) (otelcol_storable_refused_points_total) > 0');
      return counts.map(({ labels }) => labels.reason);
    };
    await expect.poll(async () => (await reasons()).length, { timeout: 90_000 }).toBeGreaterThanOrEqual(9);
    await expect
      .poll(reasons, { timeout: 90_000 })
      .toEqual(expect.arrayContaining(['temporality', 'no_data', 'malformed', 'not_finite']));
    expect((await now('sum(otelcol_exporter_send_failed_metric_points_total)')) ?? 0).toBe(0);
    const alerts = async () => {
      await sendMetrics('stranger', [sum('probe_again', unspecified, { asInt: '1' })]);
      return isThere('ALERTS{alertname="MetricPointsRefused", alertstate="firing", reason="temporality"}');
    };
    await until('the alert', alerts, { seconds: 180 });
  });

  it('that are deltas are added up', async () => {
    const name = unique('probe_delta');
    for (const asInt of ['3', '4']) await sendMetrics(name, [sum(name, delta, { asInt })]);
    await until('their sum', async () => (await now(`${name}_total`)) === 7);
  });

  it('for the same time twice, or out of order, cost no neighbour anything', async () => {
    const name = unique('probe_order');
    const at = Date.now();
    for (const [round, milliseconds] of [at, at, at - 60_000, at - 29 * 60_000].entries()) {
      await sendMetrics(name, [
        gauge(`${name}_first_${round}`, { asInt: '1' }),
        gauge(name, { asInt: String(round), timeUnixNano: nanoseconds(milliseconds) }),
        gauge(`${name}_last_${round}`, { asInt: '1' }),
      ]);
      for (const neighbour of [`${name}_first_${round}`, `${name}_last_${round}`])
        await until(neighbour, () => isThere(neighbour));
    }
  });

  it('under one name, with another type and another unit, are stored', async () => {
    const name = unique('probe_type');
    await sendMetrics(name, [
      { ...gauge(name, { asInt: '1' }), unit: 's' },
      { ...sum(name, cumulative, { asInt: '1' }), unit: 'By' },
      { ...gauge(name, { asInt: '2' }), unit: 's' },
      histogram(name, cumulative, buckets),
      gauge(`${name}_neighbour`, { asInt: '1' }),
    ]);
    for (const series of [`${name}_seconds`, `${name}_bytes_total`, `${name}_count`, `${name}_neighbour`])
      await until(series, () => isThere(series));
  });
});

it('nothing planted in any field of their metrics is kept as a name, a label, a description or an exemplar', async () => {
  const secrets = ['4111111111111111', 'jane.roe@example.com'];
  for (const secret of secrets) {
    for (let variant = 0; variant < variants; variant++)
      await new OtlpSender(collector.otlpUrl).send('metrics', planted('MetricsData', { secret, variant }));
  }
  const name = unique('probe_after');
  await sendMetrics(name, [gauge(name, { asInt: '1' })]);
  await until('a later point', () => isThere(name));
  // What was sent before it may come after it: exporters work side by side.
  const kept = await until('what was planted', async () => {
    const all = await prometheus.everything();
    return all.includes('name_here') && all;
  });
  expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
});
