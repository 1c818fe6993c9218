import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { PrometheusStore } from './prometheus-store';
import { findSpanMetrics, SpanMetrics } from './span-metrics';

const within = { since: new Date(0), until: new Date(3_600_000) };

/** A Prometheus that knows these metrics, each with these labels. */
const prometheusOf = (metrics: Readonly<Record<string, readonly string[]>>) =>
  answering(({ url = '' }) => {
    const { pathname, searchParams } = new URL(url, 'http://prometheus');
    const match = searchParams.get('match[]') ?? '';
    if (pathname === '/api/v1/label/__name__/values') {
      const [, pattern = ''] = /=~"(.*)"/.exec(match) ?? [];
      const isAsked = new RegExp(`^(?:${pattern})$`);
      return { body: { data: Object.keys(metrics).filter((name) => isAsked.test(name)) } };
    }
    const [, quoted, plain = ''] = /^\{"([^"]+)"|^([\w:]+)/.exec(match) ?? [];
    return { body: { data: metrics[quoted ?? plain] ?? [] } };
  });

const conventional = ['__name__', 'service_name', 'span_name', 'span_kind', 'status_code'];
const histogram = (name: string) => Object.fromEntries(['_bucket', '_sum', '_count'].map((end) => [name + end, []]));

async function found(metrics: Readonly<Record<string, readonly string[]>>) {
  await using server = await prometheusOf(metrics);
  const names = await findSpanMetrics(new PrometheusStore(server.url), within);
  return names && new SpanMetrics(names);
}

describe('the spans that a platform counts', () => {
  it.each([
    [
      'the collector’s connector',
      {
        traces_span_metrics_calls_total: [...conventional, 'service_version'],
        ...histogram('traces_span_metrics_duration_milliseconds'),
      },
      'sum by (service_name, span_name) (rate(traces_span_metrics_calls_total{status_code="X"}[1m]))',
      '(sum by (service_name) (rate(traces_span_metrics_duration_milliseconds_sum[1m])) / sum by (service_name) (rate(traces_span_metrics_duration_milliseconds_count[1m]))) * 0.001',
    ],
    [
      'Tempo’s generator',
      {
        traces_spanmetrics_calls_total: ['service', 'span_name', 'span_kind', 'status_code'],
        ...histogram('traces_spanmetrics_latency'),
        traces_spanmetrics_size_total: ['service'],
      },
      'sum by (service, span_name) (rate(traces_spanmetrics_calls_total{status_code="X"}[1m]))',
      'sum by (service) (rate(traces_spanmetrics_latency_sum[1m])) / sum by (service) (rate(traces_spanmetrics_latency_count[1m]))',
    ],
    [
      'the connector of before, and the processor before it',
      {
        calls_total: ['service_name', 'operation', 'span_kind', 'status_code'],
        ...histogram('duration_milliseconds'),
      },
      'sum by (service_name, operation) (rate(calls_total{status_code="X"}[1m]))',
      '(sum by (service_name) (rate(duration_milliseconds_sum[1m])) / sum by (service_name) (rate(duration_milliseconds_count[1m]))) * 0.001',
    ],
    [
      'one with names as OpenTelemetry spells them',
      {
        'traces.span.metrics.calls': ['service.name', 'span.name', 'span.kind', 'status.code'],
        ...histogram('traces.span.metrics.duration_seconds'),
      },
      'sum by ("service.name", "span.name") (rate({"traces.span.metrics.calls", "status.code"="X"}[1m]))',
      'sum by ("service.name") (rate({"traces.span.metrics.duration_seconds_sum"}[1m])) / sum by ("service.name") (rate({"traces.span.metrics.duration_seconds_count"}[1m]))',
    ],
    [
      'one under a name of its own, with native histograms',
      { shop_spans_calls_total: conventional, shop_spans_duration_seconds: conventional },
      'sum by (service_name, span_name) (rate(shop_spans_calls_total{status_code="X"}[1m]))',
      'histogram_sum(sum by (service_name) (rate(shop_spans_duration_seconds[1m]))) / histogram_count(sum by (service_name) (rate(shop_spans_duration_seconds[1m])))',
    ],
  ])('are found where they are counted by %s', async (_, metrics, calls, mean) => {
    const spans = await found(metrics);
    expect(spans?.calls(['service', 'name'], '1m', { status: '="X"' })).toBe(calls);
    expect(spans?.meanSeconds(['service'], '1m')).toBe(mean);
  });

  it('are the conventional ones where there are several', async () => {
    const spans = await found({
      calls_total: conventional,
      traces_spanmetrics_calls_total: conventional,
      traces_span_metrics_calls_total: conventional,
    });
    expect(spans?.names.calls).toBe('traces_span_metrics_calls_total');
    expect(spans?.meanSeconds(['service'], '1m')).toBeUndefined();
  });

  it('are not what is called so and counts something else', async () => {
    expect(await found({ phone_calls_total: ['service_name', 'caller'] })).toBeUndefined();
    expect(await found({})).toBeUndefined();
  });

  it('are read by what their labels tell', async () => {
    const spans = await found({ traces_spanmetrics_calls_total: ['service', 'span_name', 'span_kind', 'status_code'] });
    expect(spans?.read({ service: 'checkout', span_name: 'GET /', other: 'x' })).toEqual({
      service: 'checkout',
      name: 'GET /',
    });
    expect(spans?.has('version')).toBe(false);
  });
});
