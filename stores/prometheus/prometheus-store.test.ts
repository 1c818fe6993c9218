import { describe, expect, it } from 'vitest';
import { LokiStore } from '../loki/loki-store';
import { answering } from '../testing/answering';
import { PrometheusStore } from './prometheus-store';

describe('Prometheus', () => {
  it('sums a vector, and takes none for nothing', async () => {
    const result = [
      { metric: { status: 'paid' }, value: [1_767_225_600, '3'] },
      { metric: { status: 'cancelled' }, value: [1_767_225_600, '1.5'] },
    ];
    await using full = await answering(() => ({ body: { data: { resultType: 'vector', result } } }));
    await using empty = await answering(() => ({ body: { data: { resultType: 'vector', result: [] } } }));
    expect(await new PrometheusStore(full.url).sum('ecommerce_orders_total')).toBe(4.5);
    expect(await new PrometheusStore(empty.url).sum('ecommerce_orders_total')).toBe(0);
  });

  it('gives a query over time, with points only where there are values', async () => {
    const result = [
      {
        metric: { service_name: 'order' },
        values: [
          [10, '0.5'],
          [20, 'NaN'],
        ],
      },
    ];
    await using server = await answering(() => ({ body: { data: { resultType: 'matrix', result } } }));
    const range = { since: new Date(10_000), until: new Date(25_000), stepSeconds: 5 };
    expect(await new PrometheusStore(server.url).range('up', range)).toEqual([
      {
        labels: { service_name: 'order' },
        points: [
          { time: 10, value: 0.5 },
          { time: 20, value: Number.NaN },
        ],
      },
    ]);
    expect(server.asked[0]).toBe('/api/v1/query_range?query=up&start=10&end=25&step=5');
  });

  it.each([
    ['+Inf', Number.POSITIVE_INFINITY],
    ['Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
    ['1e+06', 1_000_000],
    ['-0.25', -0.25],
  ])('reads the value %s', async (text, value) => {
    const vector = { data: { resultType: 'vector', result: [{ metric: {}, value: [10, text] }] } };
    const matrix = { data: { resultType: 'matrix', result: [{ metric: {}, values: [[10, text]] }] } };
    await using server = await answering(({ url }) => ({ body: url?.includes('query_range') ? matrix : vector }));
    const store = new PrometheusStore(server.url);
    expect(await store.query('x')).toEqual([{ labels: {}, value }]);
    const range = { since: new Date(0), until: new Date(10_000), stepSeconds: 5 };
    expect(await store.range('x', range)).toEqual([{ labels: {}, points: [{ time: 10, value }] }]);
    expect(await new LokiStore(server.url).count('count_over_time({a="b"}[1m])', new Date(0))).toEqual([
      { labels: {}, value },
    ]);
  });

  it('knows the names of alerts', async () => {
    const groups = [{ rules: [{ name: 'Watchdog' }] }, { rules: [{ name: 'TargetDown' }, { name: 'HighCpu' }] }];
    await using server = await answering(() => ({ body: { data: { groups } } }));
    expect(await new PrometheusStore(server.url).alertNames()).toEqual(['Watchdog', 'TargetDown', 'HighCpu']);
  });

  it('gives exemplars with the trace they point to', async () => {
    const exemplars = [
      { labels: { trace_id: 'abc' }, value: '0.02', timestamp: 1_767_225_600.5 },
      { labels: {}, value: '0.03', timestamp: 1_767_225_601 },
    ];
    await using server = await answering(() => ({ body: { data: [{ seriesLabels: { le: '0.05' }, exemplars }] } }));
    const since = new Date(1_767_225_600_000);
    expect(await new PrometheusStore(server.url).exemplars('x_bucket', { since, until: since })).toEqual([
      { series: { le: '0.05' }, traceId: 'abc', label: 'trace_id', value: 0.02, time: new Date(1_767_225_600_500) },
      { series: { le: '0.05' }, value: 0.03, time: new Date(1_767_225_601_000) },
    ]);
    expect(server.asked[0]).toBe('/api/v1/query_exemplars?query=x_bucket&start=1767225600&end=1767225600');
  });
});
