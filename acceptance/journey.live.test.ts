import { spans } from '@sightline/catalogue';
import { intervene } from '@sightline/stack';
import { failures, readTrace, spanTree, type Trace, waitUntil } from '@sightline/stores';
import type { Order } from '@sightline/traffic';
import { finalOrder, findHops, wholeTrace } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { takenFor } from './bank-ledger';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();

/** An order at its end, and its trace once it is whole and holds as many attempts to charge as there must have been. */
async function follow(token: string, { attempts = 1 } = {}): Promise<{ order: Order; trace: Trace }> {
  const placed = await buy(platform, token);
  const { value: order } = await finalOrder(placed.id, platform, patience);
  let { value: trace } = await wholeTrace(placed.traceId, platform, patience.withinMs);
  // The journey needs one of them, and the others may come after it: spans are sent in batches, which overtake one another.
  await waitUntil(async () => {
    trace = (await readTrace(placed.traceId, platform)) ?? trace;
    return (trace && attemptsIn(trace).length >= attempts) || undefined;
  }, patience);
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
const attemptsIn = (trace: Trace) => spansNamed(trace, 'bank charge');

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
    const { order, trace } = await follow('tok_bank_error_once', { attempts: 2 });
    expect(order.status).toBe('paid');
    expect(defectsOf(trace)).toEqual(whole);
    const attempts = attemptsIn(trace);
    expect(attempts.map(({ status }) => status)).toEqual(['error', 'unset']);
    expect(Number(attempts[1]?.attributes['http.request.resend_count'])).toBe(1);
    expect(failures(spanTree(trace)).map(({ outcome }) => outcome)).toEqual(['retried']);
  });

  it('when the bank never answers: every time-out is seen, and the order is cancelled', async () => {
    const { order, trace } = await follow('tok_bank_timeout', { attempts: 2 });
    expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_declined' });
    expect(defectsOf(trace)).toEqual(whole);
    expect(attemptsIn(trace).filter(({ status }) => status === 'error').length).toBeGreaterThan(1);
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
      const { value: order } = await finalOrder(placed.id, platform, patience);
      expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_timeout' });
    } finally {
      await intervene('payment');
    }
    const { value: trace } = await waitUntil(async () => {
      const stored = await readTrace(placed.traceId, platform);
      const heard = stored?.spans.filter(({ service, kind }) => service === 'payment' && kind === 'consumer') ?? [];
      // What they hang from may come after them: each service sends in batches of its own.
      return stored && heard.length >= 2 && spanTree(stored).orphans.length === 0 ? stored : undefined;
    }, patience);
    expect(trace && spansNamed(trace, spans.orderTimeout.name)).toHaveLength(1);
    const { value: settled } = await waitUntil(
      async () => ((await takenFor(platform, placed.id)) === 0 ? true : undefined),
      patience,
    );
    expect(settled).toBe(true);
  }, 180_000);
});

describe('the log lines of an order', () => {
  it('lie under spans of its trace, in both services', async () => {
    const { trace } = await follow('tok_ok');
    const told = async () => {
      // With the spans of the same moment: a line may be told under one that comes late.
      const { spans = [], logs = [] } = (await readTrace(trace.traceId, platform)) ?? {};
      const spanIds = new Set(spans.map(({ spanId }) => spanId));
      return {
        by: [...new Set(logs.map(({ service }) => service))].sort(),
        astray: logs.filter(({ spanId }) => !spanIds.has(spanId ?? '')),
      };
    };
    await expect
      .poll(told, { timeout: patience.withinMs, interval: patience.everyMs })
      .toEqual({ by: ['order', 'payment'], astray: [] });
  });
});
