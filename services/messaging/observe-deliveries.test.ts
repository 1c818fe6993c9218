import { startTelemetry } from '@sightline/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { Deliveries } from './observe-deliveries';

process.env.OTEL_SDK_DISABLED = 'true';
const { registry, shutdown } = startTelemetry();
afterAll(() => shutdown());

async function value(metric: string, topic: string): Promise<number> {
  const { values = [] } = (await registry.getSingleMetric(metric)?.get()) ?? {};
  return values.find(({ labels }) => labels.messaging_destination_name === topic)?.value ?? 0;
}

const message = (ageMs: number, headers: Record<string, string> = { traceparent: '00-1-2-01' }) => ({
  timestamp: String(Date.now() - ageMs),
  headers,
  key: null,
});

const event = (second: number) => ({
  eventId: '',
  type: 'count',
  orderId: '',
  occurredAt: new Date(second * 1_000).toISOString(),
});

describe('what is noted about a delivery', () => {
  it('is that it came without its context', async () => {
    const deliveries = new Deliveries('context');
    deliveries.arrived(message(0));
    deliveries.arrived(message(0, {}));
    expect(await value('messaging_messages_without_context_total', 'context')).toBe(1);
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
    deliveries.arrived(message(60_000));
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBe(0);
    deliveries.arrived(message(-5_000));
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBeCloseTo(5, 0);
    expect(await value('messaging_clock_skew_seconds', 'clock')).toBe(0);
  });
});
