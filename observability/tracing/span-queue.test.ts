import { trace } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { registry } from '../metrics/registry';
import { recordSpans } from '../testing/recorded-spans';
import { SpanQueue } from './span-queue';

const recorded = recordSpans();

test('a span that finds the queue full is counted as dropped', async () => {
  trace.getTracer('test').startSpan('work').end();
  const span = recorded.one('work');
  const queue = new SpanQueue(2);
  for (let ended = 0; ended < 3; ended++) queue.onEnd(span);
  queue.taken(2);
  queue.onEnd(span);

  const text = await registry.metrics();
  expect(text).toContain('telemetry_spans_ended_total 4');
  expect(text).toContain('telemetry_spans_dropped_total{reason="queue_full"} 1');
});
