import { expect, it, vi } from 'vitest';
import { untilCounted } from './until-counted';

/** A store that has heard of everything up to now, and counts what it is given between any two moments. */
function counting(counts: { requests?: number; spans?: number; placed?: number; paid?: number }) {
  let asked = 0;
  const began = Date.now();
  const sample = (value = 0, labels = {}) => [{ labels, value }];
  return {
    asked: () => asked,
    sum: async () => Date.now() / 1000 + 10,
    query: async (promQl: string, at: Date = new Date()) => {
      asked++;
      if (at.getTime() < began) return [];
      if (promQl.includes('traces_span_metrics')) return sample(counts.spans);
      if (promQl.includes('ecommerce_orders_total'))
        return [...sample(counts.placed, { status: 'pending' }), ...sample(counts.paid, { status: 'paid' })];
      return sample(counts.requests);
    },
  };
}

const before = new Date(0);

it('a span that was counted earlier than its request holds nobody up who asks for orders alone', async () => {
  const store = counting({ requests: 1, spans: 0, placed: 2, paid: 2 });
  await untilCounted(store, { orders: before });
  expect(store.asked()).toBe(2);
});

it('a request waits for its span, and an order for its end', async () => {
  for (const late of ['spans', 'paid'] as const) {
    const counts = { requests: 3, spans: 3, placed: 2, paid: 2, [late]: 1 };
    const store = counting(counts);
    let over = false;
    const waiting = untilCounted(store, { orders: before, spans: before }).then(() => {
      over = true;
    });
    await vi.waitFor(() => expect(store.asked()).toBeGreaterThan(8), { timeout: 10_000 });
    expect(over).toBe(false);
    counts[late] = 3;
    await waiting;
  }
});
