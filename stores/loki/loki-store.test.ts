import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { LokiStore } from './loki-store';

const stream = { service_name: 'order', level: 'info', deployment_environment_name: 'test' };
const metadata = {
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  span_id: '00f067aa0ba902b7',
  event: 'order.paid',
};
const body = {
  status: 'success',
  data: {
    resultType: 'streams',
    encodingFlags: ['categorize-labels'],
    result: [
      { stream, values: [['1767225600000000002', 'Order paid', { structuredMetadata: metadata }]] },
      { stream: { ...stream, level: 'warn' }, values: [['1767225600000000001', 'before', {}]] },
    ],
  },
};

describe('Loki', () => {
  it('keeps labels and structured metadata apart, in order of time', async () => {
    await using server = await answering(() => ({ body }));
    const since = new Date(1_767_225_600_000);
    const lines = await new LokiStore(server.url).query('{service_name="order"}', { since, until: since, limit: 9 });
    expect(lines.map(({ line }) => line)).toEqual(['before', 'Order paid']);
    expect(lines[1]).toMatchObject({ labels: stream, metadata, timeUnixNano: 1_767_225_600_000_000_002n });
    expect(server.asked[0]).toBe(
      '/loki/api/v1/query_range?query={service_name="order"}&start=1767225600000000000&end=1767225600000000000&limit=9&direction=forward',
    );
  });

  it('finds the lines of a trace by structured metadata, not by their text', async () => {
    await using server = await answering(() => ({ body }));
    const lines = await new LokiStore(server.url).linesOfTrace(metadata.trace_id, { since: new Date(0) });
    expect(server.asked[0]).toContain(`{service_name=~".+"} | trace_id=\`${metadata.trace_id}\``);
    expect(lines[1]).toEqual({
      timeUnixNano: 1_767_225_600_000_000_002n,
      service: 'order',
      level: 'info',
      message: 'Order paid',
      spanId: metadata.span_id,
      attributes: { trace_id: metadata.trace_id, event: 'order.paid' },
    });
  });
});
