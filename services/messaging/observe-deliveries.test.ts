import { startTelemetry } from '@sightline/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { recordSpans } from '../../observability/testing/recorded-spans';
import { Deliveries } from './observe-deliveries';

process.env.OTEL_SDK_DISABLED = 'true';
const { registry, shutdown } = startTelemetry();
recordSpans();
afterAll(() => shutdown());

async function value(metric: string, topic: string): Promise<number> {
  const { values = [] } = (await registry.getSingleMetric(metric)?.get()) ?? {};
  return values.find(({ labels }) => labels.messaging_destination_name === topic)?.value ?? 0;
}

const context = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const message = (ageMs: number, headers: Record<string, string> = { traceparent: context }) => ({
  timestamp: String(Date.now() - ageMs),
  headers,
});
const about = { 'event.type': 'count' };

const event = (second: number) => ({
  eventId: '',
  type: 'count',
  orderId: '',
  occurredAt: new Date(second * 1_000).toISOString(),
});

describe('what is noted about a delivery', () => {
  it('is that it came without its context', async () => {
    const deliveries = new Deliveries('context');
    for (const headers of [{ traceparent: context }, { Traceparent: context }, { TRACEPARENT: `${context}` }])
      deliveries.arrived(message(0, headers), about);
    deliveries.arrived(message(0, {}), about);
    expect(await value('messaging_messages_without_context_total', 'context')).toBe(1);
  });

  it.each([
    ['broken', { traceparent: '00-zzzz-1-01' }],
    ['of zeros', { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` }],
    ['there twice', { traceparent: `${context},${context}` }],
    ['of another kind than we read', { b3: '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1' }],
  ])('is that its context is %s', async (kind, headers) => {
    new Deliveries(kind).arrived(message(0, headers), about);
    expect(await value('messaging_messages_without_context_total', kind)).toBe(1);
  });

  it('is not that it came after one that says it is from the future', async () => {
    const deliveries = new Deliveries('future');
    const now = Date.now() / 1_000;
    for (const second of [now - 3, 4_102_444_800, now - 0.1, now]) deliveries.read(1, event(second));
    expect(await value('messaging_out_of_order_messages_total', 'future')).toBe(0);
  });

  it('is that it came after a later one of its partition', async () => {
    const deliveries = new Deliveries('order');
    for (const second of [10, 20, 15, 19.5, 21]) deliveries.read(1, event(second));
    deliveries.read(2, event(5));
    expect(await value('messaging_out_of_order_messages_total', 'order')).toBe(1);
  });

  it('is not that it came again after the partitions were shared out anew', async () => {
    const deliveries = new Deliveries('joined');
    deliveries.read(1, event(20));
    deliveries.joined();
    deliveries.read(1, event(10));
    expect(await value('messaging_out_of_order_messages_total', 'joined')).toBe(0);
  });

  it('is how far ahead the clock of its sender runs, until the next scrape', async () => {
    const deliveries = new Deliveries('clock');
    deliveries.arrived(message(60_000), about);
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBe(0);
    deliveries.arrived(message(-5_000), about);
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBeCloseTo(5, 0);
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBe(0);
  });
});
