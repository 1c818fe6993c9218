import { spans } from '@sightline/observability/catalogue';
import { intervene } from '@sightline/stack';
import { failures, readTrace, spanTree, type Trace, waitUntil } from '@sightline/stores';
import type { Order } from '@sightline/traffic';
import { finalOrder, findHops, wholeTrace } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { takenFor } from './bank-ledger';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();

async function follow(token: string): Promise<{ order: Order; trace: Trace }> {
  const placed = await buy(platform, token);
  const { value: order } = await finalOrder(placed.id, platform, 60_000);
  const { value: trace } = await wholeTrace(placed.traceId, platform, 20_000);
  if (!order || !trace) throw new Error(`order ${placed.id}: nothing of trace ${placed.traceId} is stored`);
  return { order, trace };
}

/** The hops that are not where they should be, and the spans that hang in the air. */
function defectsOf(trace: Trace) {
  const tree = spanTree(trace);
  return {
    missingHops: findHops(tree).flatMap(({ expected, node }) => (node ? [] : [expected.hop])),
    orphans: tree.orphans.map(({ span }) => span.name),
    roots: tree.roots.length,
  };
}

const whole = { missingHops: [], orphans: [], roots: 1 };
const spansNamed = (trace: Trace, name: string) => trace.spans.filter((span) => span.name === name);

describe.concurrent('one trace holds every hop of an order, each under its parent', () => {
  it('when it is paid', async () => {
    const { order, trace } = await follow('tok_ok');
    expect(order.status).toBe('paid');
    expect(order.traceId).toBe(trace.traceId);
    expect(defectsOf(trace)).toEqual(whole);
    expect(failures(spanTree(trace))).toEqual([]);
  });

  it('when the card is declined: down to the compensation that payment hears of', async () => {
    const { order, trace } = await follow('tok_declined');
    expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_declined' });
    expect(defectsOf(trace)).toEqual(whole);
    expect(await takenFor(platform, order.id)).toBe(0);
  });

  it('when the bank stumbles once: the retry is a span of its own, and the failure does not stand', async () => {
    const { order, trace } = await follow('tok_bank_error_once');
    expect(order.status).toBe('paid');
    expect(defectsOf(trace)).toEqual(whole);
    const attempts = spansNamed(trace, 'bank charge');
    expect(attempts.map(({ status }) => status)).toEqual(['error', 'unset']);
    expect(Number(attempts[1]?.attributes['http.request.resend_count'])).toBe(1);
    expect(failures(spanTree(trace)).map(({ outcome }) => outcome)).toEqual(['retried']);
  });

  it('when the bank never answers: every time-out is seen, and the order is cancelled', async () => {
    const { order, trace } = await follow('tok_bank_timeout');
    expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_declined' });
    expect(defectsOf(trace)).toEqual(whole);
    expect(spansNamed(trace, 'bank charge').filter(({ status }) => status === 'error').length).toBeGreaterThan(1);
    expect(await takenFor(platform, order.id)).toBe(0);
  });
});

describe('one trace holds every hop of an order', () => {
  it('when payment is gone for longer than the order waits: the time-out continues the trace, and no money is kept', async () => {
    // On purpose: else it would be started again.
    await intervene('payment', { operation: 'pause' });
    let placed: Order;
    try {
      placed = await buy(platform, 'tok_ok');
      const { value: order } = await finalOrder(placed.id, platform, 60_000);
      expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_timeout' });
    } finally {
      await intervene('payment');
    }
    const { value: trace } = await waitUntil(
      async () => {
        const stored = await readTrace(placed.traceId, platform);
        const heard = stored?.spans.filter(({ service, kind }) => service === 'payment' && kind === 'consumer') ?? [];
        // What they hang from may come after them: each service sends in batches of its own.
        return stored && heard.length >= 2 && spanTree(stored).orphans.length === 0 ? stored : undefined;
      },
      { withinMs: 60_000, everyMs: 500 },
    );
    expect(trace && spansNamed(trace, spans.orderTimeout.name)).toHaveLength(1);
    const { value: settled } = await waitUntil(
      async () => ((await takenFor(platform, placed.id)) === 0 ? true : undefined),
      { withinMs: 20_000, everyMs: 500 },
    );
    expect(settled).toBe(true);
  }, 180_000);
});

describe('the log lines of an order', () => {
  it('lie under spans of its trace, in both services', async () => {
    const { trace } = await follow('tok_ok');
    const { value: lines } = await waitUntil(
      async () => {
        const logs = (await readTrace(trace.traceId, platform))?.logs ?? [];
        return new Set(logs.map(({ service }) => service)).size === 2 ? logs : undefined;
      },
      { withinMs: 10_000 },
    );
    const spanIds = new Set(trace.spans.map(({ spanId }) => spanId));
    expect(lines?.filter(({ spanId }) => !spanIds.has(spanId ?? ''))).toEqual([]);
  });
});
