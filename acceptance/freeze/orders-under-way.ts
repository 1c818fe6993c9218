import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { concurrently } from '@sightline/stores';
import { isFinal } from '@sightline/traffic';
import { chargesFor } from '../bank-ledger';
import type { RunningPlatform } from '../platform';

/** Of five requests one is an order. */
const requestsPerOrder = 5;
const concurrency = 8;

/** What became of the orders that were placed while something was frozen. */
export interface OrdersTold {
  readonly taken: number;
  /** Requests that were refused with a 5xx, or got no answer: orders and looks at the shop alike. */
  readonly failed: number;
  /** The longest that a request took, in seconds. */
  readonly slowestSeconds: number;
  /** Taken, and nowhere to be found or not settled when all runs again. */
  readonly lost: number;
  /** Charged more than once. */
  readonly doubled: number;
}

/** A bit of load: shoppers who look and buy, at a steady rate, whatever comes back. */
export class OrdersUnderWay {
  readonly #taken = new Set<string>();
  readonly #open = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #requests = 0;
  #failed = 0;
  #slowestMs = 0;

  constructor(
    private readonly platform: RunningPlatform,
    { sku, requestsPerSecond }: { readonly sku: string; readonly requestsPerSecond: number },
  ) {
    this.#timer = setInterval(() => {
      const request = this.#request(sku).finally(() => this.#open.delete(request));
      this.#open.add(request);
    }, 1000 / requestsPerSecond);
  }

  /** Stops, waits until every order that was taken is settled, and counts. */
  async settled(withinMs: number): Promise<OrdersTold> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    const deadline = Date.now() + withinMs;
    const ids = [...this.#taken];
    const lost = await concurrently(concurrency, ids, async (id) => !(await this.#isSettled(id, deadline)));
    const charges = await concurrently(concurrency, ids, (id) => chargesFor(this.platform, id));
    return {
      taken: ids.length,
      failed: this.#failed,
      slowestSeconds: this.#slowestMs / 1000,
      lost: lost.filter(Boolean).length,
      doubled: charges.filter((count) => count > 1).length,
    };
  }

  async #request(sku: string): Promise<void> {
    const began = performance.now();
    const isOrder = this.#requests++ % requestsPerOrder === 0;
    const { orders } = this.platform;
    try {
      const answer = isOrder ? await orders.createOrder(purchase(sku), randomUUID()) : await orders.product(sku);
      if (answer.status >= 500) this.#failed += 1;
      if (isOrder && answer.body && 'id' in answer.body) this.#taken.add(answer.body.id);
    } catch {
      this.#failed += 1;
    }
    this.#slowestMs = Math.max(this.#slowestMs, performance.now() - began);
  }

  async #isSettled(id: string, deadline: number): Promise<boolean> {
    for (; ; await delay(500)) {
      const order = await this.platform.orders.order(id).catch(() => undefined);
      if (order?.body && isFinal(order.body)) return true;
      if (Date.now() > deadline) return false;
    }
  }
}

const purchase = (sku: string) =>
  ({ items: [{ sku, quantity: 1 }], currency: 'EUR', paymentMethod: 'card', paymentToken: 'tok_ok' }) as const;
