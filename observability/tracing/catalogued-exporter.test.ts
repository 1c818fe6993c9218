import { trace } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { beforeEach, expect, test, vi } from 'vitest';
import { defineCatalogue } from '../catalogue/define';
import { useLogger } from '../logging/current-logger';
import { makeLogger } from '../logging/logger';
import { registry } from '../metrics/registry';
import { recordSpans } from '../testing/recorded-spans';
import { CataloguedExporter, type GateOptions } from './catalogued-exporter';

const recorded = recordSpans();
beforeEach(() => recorded.clear());
useLogger(makeLogger({ destination: { write: () => {} }, level: 'info', base: {} }));

function exported(
  attributes: Record<string, string>,
  answer: ExportResult = { code: ExportResultCode.SUCCESS },
  options?: GateOptions,
) {
  const span = trace.getTracer('test').startSpan('pay', { attributes });
  span.recordException(new Error('card 4111111111111111 refused'));
  span.setStatus({ code: 2, message: 'card 4111111111111111 refused' });
  span.end();
  const out: ReadableSpan[] = [];
  const next: SpanExporter = {
    export: (spans, done) => {
      out.push(...spans);
      done(answer);
    },
    shutdown: async () => {},
  };
  const done = vi.fn();
  new CataloguedExporter(next, { taken: () => {} }, options).export([recorded.one('pay')], done);
  return { span: out[0], done };
}

const sampleOf = async (sample: string) =>
  Number(
    (await registry.metrics())
      .split('\n')
      .find((line) => line.startsWith(sample))
      ?.split(' ')[1],
  );

const undeclared = { 'redis.command': 'GET carts', 'http.request.header.authorization': 'Bearer abcdef123' };

test('an attribute that no catalogue knows does not leave the process, and is counted', async () => {
  const { span } = exported({ 'url.path': '/carts', ...undeclared });

  expect(span?.attributes).toEqual({ 'url.path': '/carts' });
  expect(await sampleOf('telemetry_attributes_undeclared_total{outcome="dropped"}')).toBeGreaterThanOrEqual(2);
});

test('where it is to be kept it leaves redacted, and is counted all the same', async () => {
  const before = (await sampleOf('telemetry_attributes_undeclared_total{outcome="kept"}')) || 0;
  const { span } = exported({ 'url.path': '/carts', ...undeclared }, undefined, { keepUndeclared: true });

  expect(span?.attributes).toEqual({
    'url.path': '/carts',
    'redis.command': 'GET carts',
    'http.request.header.authorization': '[redacted]',
  });
  expect(await sampleOf('telemetry_attributes_undeclared_total{outcome="kept"}')).toBe(before + 2);
});

test('an attribute is known as soon as a catalogue declares it', () => {
  expect(exported({ 'late.answer': '42' }).span?.attributes).toEqual({});
  recorded.clear();
  defineCatalogue({ name: 'late', attributes: { 'late.answer': { type: 'string', description: 'For this test' } } });

  expect(exported({ 'late.answer': '42' }).span?.attributes).toEqual({ 'late.answer': '42' });
});

test('attributes, events and status leave redacted', () => {
  const { span } = exported({ 'url.query': 'email=jane@example.com' });

  expect(span?.attributes).toEqual({ 'url.query': 'email=[redacted]' });
  expect(span?.status.message).toBe('card [redacted] refused');
  expect(JSON.stringify(span?.events)).not.toContain('4111111111111111');
});

test('a delivery that fails is counted, and the SDK is not bothered', async () => {
  const before = await sampleOf('telemetry_spans_dropped_total{reason="export_failed"}');
  const { done } = exported({}, { code: ExportResultCode.FAILED, error: new Error('connection refused') });

  expect(done).toHaveBeenCalledWith({ code: ExportResultCode.SUCCESS });
  expect(await sampleOf('telemetry_spans_dropped_total{reason="export_failed"}')).toBe((before || 0) + 1);
});
