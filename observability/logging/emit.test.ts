import { beforeEach, expect, test } from 'vitest';
import { logEvents, spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { withSpan } from '../tracing/with-span';
import { useLogger } from './current-logger';
import { emit, emitAt } from './emit';
import { makeLogger } from './logger';

const recorded = recordSpans();
const lines: Record<string, unknown>[] = [];
beforeEach(() => {
  recorded.clear();
  lines.length = 0;
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  useLogger(makeLogger({ destination, level: 'info', base: { 'service.name': 'order' } }));
});

test('a record has the level and the text of its declaration, its fields and the resource', () => {
  emit(logEvents.orderAccepted, { 'order.id': 'o-1', 'order.total_cents': 1999 });

  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.any(Number),
      'service.name': 'order',
      event: 'order.accepted',
      'order.id': 'o-1',
      'order.total_cents': 1999,
      message: 'Order accepted',
    },
  ]);
});

test('no two records have the same time, which is in microseconds', () => {
  for (let count = 0; count < 100; count++) emit(logEvents.orderAccepted);

  const times = lines.map(({ time }) => Number(time));
  expect(new Set(times).size).toBe(100);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.abs((times[0] ?? 0) / 1000 - Date.now())).toBeLessThan(60_000);
});

test('inside a span it carries the trace and the span', () => {
  withSpan(spans.orderPlace, {}, () => emit(logEvents.orderAccepted));

  const { traceId, spanId } = recorded.one('order place').spanContext();
  expect(lines[0]).toMatchObject({ trace_id: traceId, span_id: spanId, trace_flags: '01' });
});

test('an error comes as the conventions have it, with its causes, redacted', () => {
  const cause = new Error('refused for jane@example.com');
  emit(logEvents.serviceFailed, {}, new TypeError('no card 4111111111111111', { cause }));

  expect(lines[0]).toMatchObject({ 'exception.type': 'TypeError', 'exception.message': 'no card [redacted]' });
  expect(lines[0]?.['exception.stacktrace']).toContain('caused by: Error: refused for [redacted]');
});

test('values are redacted', () => {
  emit(logEvents.httpRequestCompleted, { 'url.path': '/orders/jane@example.com' });

  expect(lines[0]?.['url.path']).toBe('/orders/[redacted]');
});

test('an event may have another of the levels it declares', () => {
  emitAt(logEvents.httpRequestCompleted, 'error', { 'http.response.status_code': 500 });

  expect(lines[0]?.level).toBe('error');
});

test('a record that cannot be written breaks nothing', () => {
  useLogger({
    isLevelEnabled: () => true,
    info: () => {
      throw new Error('the worker has exited');
    },
  } as never);

  expect(() => emit(logEvents.orderAccepted)).not.toThrow();
});
