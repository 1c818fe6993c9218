import { SpanStatusCode } from '@opentelemetry/api';
import { beforeEach, expect, test } from 'vitest';
import { spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { captureContext, currentTraceId } from './carrier';
import { withSpan } from './with-span';

const recorded = recordSpans();
beforeEach(() => recorded.clear());

test('what runs inside a span is its child', async () => {
  await withSpan(spans.orderPlace, { attributes: { 'order.id': 'o-1' } }, async () => {
    await Promise.resolve();
    withSpan(spans.orderSettle, {}, () => {});
  });

  const outer = recorded.one('order place');
  expect(outer.attributes).toEqual({ 'order.id': 'o-1' });
  expect(recorded.one('order settle').parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
});

test('a placeholder in the name is filled from the attributes', () => {
  withSpan(spans.bankAttempt, { attributes: { 'bank.operation': 'charge' } }, () => {});

  expect(recorded.one('bank charge')).toBeDefined();
});

test('an error is recorded, marks the span and is thrown on', async () => {
  const failing = withSpan(spans.orderPlace, {}, async () => {
    throw Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
  });

  await expect(failing).rejects.toThrow('no connection');
  const span = recorded.one('order place');
  expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'no connection' });
  expect(span.attributes['error.type']).toBe('ECONNREFUSED');
  expect(span.events[0]?.name).toBe('exception');
});

test('an error thrown before the first await ends the span too', () => {
  const failing = () =>
    withSpan(spans.orderPlace, {}, () => {
      throw new RangeError('quantity');
    });

  expect(failing).toThrow(RangeError);
  expect(recorded.one('order place').attributes['error.type']).toBe('RangeError');
});

test('attributes learned on the way are set, undefined ones are left out', () => {
  withSpan(spans.orderSettle, { attributes: { 'order.cancel_reason': undefined } }, (span) =>
    span.set({ 'order.status': 'paid' }),
  );

  expect(recorded.one('order settle').attributes).toEqual({ 'order.status': 'paid' });
});

test('a span given a parent continues that trace instead of the active one', () => {
  const stored = withSpan(spans.orderPlace, {}, () => captureContext());
  const traceId = withSpan(spans.orderCancel, {}, () =>
    withSpan(spans.orderWait, { parent: stored }, () => currentTraceId()),
  );

  const origin = recorded.one('order place').spanContext();
  expect(traceId).toBe(origin.traceId);
  expect(recorded.one('order wait').parentSpanContext?.spanId).toBe(origin.spanId);
});
