import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ComponentName } from '@sightline/stack';
import { concurrently, waitUntil } from '@sightline/stores';
import { finalOrder, type Order, ServiceUnreachable } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { chargesFor, takenFor } from './bank-ledger';
import { processOf, runningPlatform } from './platform';

const platform = runningPlatform();

const orderCount = 500;
const killAfter = 150;
const concurrency = 12;

/** Asking for 500 orders again and again must not be the load the services recover under. */
const patience = { withinMs: 180_000, everyMs: 1_000 };

/** Insists, as a good client does: the same key until there is an answer. */
async function insist(sku: string): Promise<Order> {
  const key = randomUUID();
  const purchase = {
    items: [{ sku, quantity: 1 }],
    currency: 'EUR',
    paymentMethod: 'card',
    paymentToken: 'tok_ok',
  } as const;
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(200)) {
    const answer = await platform.orders.createOrder(purchase, key).catch((error) => {
      if (error instanceof ServiceUnreachable) return undefined;
      throw error;
    });
    if (answer?.body) return answer.body;
    if (answer && answer.status < 500 && answer.status !== 429 && answer.status !== 409) {
      throw new Error(`refused with ${answer.status}: ${answer.problem?.detail}`);
    }
  }
  throw new Error('no answer within two minutes');
}

async function orderThroughDeathOf(victim: ComponentName): Promise<readonly Order[]> {
  const sku = (await platform.orders.products({ limit: 1 })).body?.products[0]?.sku ?? '';
  const pid = processOf(platform, victim);
  let accepted = 0;
  return concurrently(concurrency, Array.from({ length: orderCount }), async () => {
    const order = await insist(sku);
    accepted += 1;
    if (accepted === killAfter) process.kill(pid, 'SIGKILL');
    return order;
  });
}

async function isBack(victim: ComponentName, formerPid: number): Promise<true | undefined> {
  const component = platform.state().components.find(({ name }) => name === victim);
  return component?.status === 'ready' && component.process?.pid !== formerPid ? true : undefined;
}

/**
 * What is wrong with the money of an order, if anything. What payment took for an order that had been given up meanwhile it
 * gives back on its own time, so this waits for it.
 */
async function accountsOf(order: Order): Promise<string | undefined> {
  const due = order.status === 'paid' ? order.totalCents : 0;
  let taken = 0;
  const settled = await waitUntil(
    async () => {
      taken = await takenFor(platform, order.id);
      return taken === due ? true : undefined;
    },
    { withinMs: 60_000, everyMs: 500 },
  );
  const charges = await chargesFor(platform, order.id);
  if (settled.value && charges <= 1) return undefined;
  return `${order.id} is ${order.status}: ${taken} of ${due} cents taken, in ${charges} charges`;
}

describe.each(['order', 'payment', 'collector', 'kafka'] as const)(
  '%s killed in the middle of 500 orders',
  (victim) => {
    it('comes back, and every accepted order reaches one final state without a double charge', async () => {
      const formerPid = processOf(platform, victim);
      const orders = await orderThroughDeathOf(victim);
      const back = await waitUntil(() => isBack(victim, formerPid), { withinMs: 120_000, everyMs: 250 });
      expect(back.value, `the supervisor brings ${victim} back`).toBe(true);

      const settled = await concurrently(
        concurrency,
        orders,
        async ({ id }) => (await finalOrder(id, platform, patience)).value,
      );
      expect(new Set(settled.map((order) => order?.id)).size).toBe(orderCount);
      expect(settled.filter((order) => order?.status === 'pending')).toEqual([]);

      const wrong = await concurrently(concurrency, settled, (order) =>
        order ? accountsOf(order) : 'an order was lost',
      );
      expect(wrong.filter(Boolean)).toEqual([]);
    }, 600_000);
  },
);
