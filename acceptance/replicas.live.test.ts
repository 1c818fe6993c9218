import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@sightline/database';
import { type ComponentName, intervene, type Platform, restart, signalTree, startPlatform } from '@sightline/stack';
import { concurrently } from '@sightline/stores';
import { OrderApi } from '@sightline/traffic';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { portOffsetBeside } from '../stack/test-run/ports-beside';
import { chargesFor, takenFor } from './bank-ledger';
import { ordersUrl, processOf, type RunningPlatform, runningPlatform } from './platform';

// A platform of its own, beside the one that runs: two of each service, and only what they need.
const folder = mkdtempSync(join(tmpdir(), 'sightline-replicas-'));
let own: Platform;
let platform: RunningPlatform;
let sku: string;

beforeAll(async () => {
  vi.stubEnv('SIGHTLINE_HOME', join(folder, 'home'));
  vi.stubEnv('SIGHTLINE_PORT_OFFSET', portOffsetBeside('replicas'));
  own = await startPlatform({ only: ['order', 'payment', 'flags'], replicas: { order: 2, payment: 2 } });
  platform = runningPlatform();
  sku = (await platform.orders.products({ limit: 1 })).body?.products[0]?.sku ?? '';
}, 240_000);

afterAll(async () => {
  await own?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Placed {
  readonly key: string;
  readonly id: string | undefined;
  readonly status: number;
}

/** Orders ten times a second, each once and with no second try, while something is done. Gives what came of each. */
async function orderWhile(work: () => Promise<unknown>): Promise<readonly Placed[]> {
  const { addresses, apiKey } = platform.state();
  const placed: Promise<Placed>[] = [];
  let isDone = false;
  const buying = (async () => {
    for (; !isDone; await pause(100)) placed.push(buyOnce(addresses.url('order'), apiKey));
  })();
  try {
    await work();
  } finally {
    isDone = true;
    await buying;
  }
  return Promise.all(placed);
}

async function buyOnce(url: string, apiKey: string): Promise<Placed> {
  const key = randomUUID();
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey, 'idempotency-key': key },
    body: JSON.stringify({
      items: [{ sku, quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      paymentToken: 'tok_ok',
    }),
    signal: AbortSignal.timeout(60_000),
  }).catch(() => undefined);
  const body = (await response?.json().catch(() => undefined)) as { id?: string } | undefined;
  return { key, id: body?.id, status: response?.status ?? 0 };
}

/** Each is there, paid, and paid for once; and there is no other. */
async function expectPaidOnce(orders: readonly Placed[]): Promise<void> {
  const wrong = async () =>
    (
      await concurrently(8, orders, async ({ id = '' }) => {
        const order = (await platform.orders.order(id)).body;
        if (order?.status !== 'paid') return `${id} is ${order?.status}`;
        const [taken, charges] = [await takenFor(platform, id), await chargesFor(platform, id)];
        return taken === order.totalCents && charges === 1 ? undefined : `${id}: ${taken} cents in ${charges} charges`;
      })
    ).filter((each) => each !== undefined);
  await expect.poll(wrong, { timeout: 120_000, interval: 1_000 }).toEqual([]);
}

async function countOrders(): Promise<number> {
  const db = connect<unknown>({ url: ordersUrl(platform, 'order_owner'), poolSize: 2, name: 'replicas' });
  try {
    const { rows } = await sql<{ orders: number }>`select count(*)::int as orders from orders`.execute(db);
    return rows[0]?.orders ?? 0;
  } finally {
    await db.destroy();
  }
}

const pidOf = (name: ComponentName) => processOf(platform, name);
const metricsOf = async (port: ComponentName & ('front' | 'order-1' | 'order-2')) =>
  (await fetch(`${platform.addresses.url(port)}/metrics`, { signal: AbortSignal.timeout(10_000) })).text();

describe('two instances of each service', () => {
  it('run under names of their own, behind the address of one', async () => {
    const components = platform.state().components.map(({ name, status, address }) => ({ name, status, address }));
    for (const name of ['order-1', 'order-2', 'payment-1', 'payment-2'] as const)
      expect(components).toContainEqual({ name, status: 'ready', address: platform.addresses.url(name) });
    for (const name of ['order-1', 'order-2'] as const)
      expect(await metricsOf(name)).toMatch(new RegExp(`target_info\\{.*service_instance_id="${name}"`));
  });

  it('share what is ordered, and each order is paid once', async () => {
    const placed = await orderWhile(() => pause(2_000));
    expect(placed.filter(({ status }) => status !== 201)).toEqual([]);
    await expectPaidOnce(placed);
    const given = [
      ...(await metricsOf('front')).matchAll(
        /front_requests_total\{front_service="order".*outcome="answered"\} (\d+)/g,
      ),
    ];
    expect(given.map(([, count]) => Number(count) > 0)).toEqual([true, true]);
  });

  it('are started again one after the other without an order that fails, is lost or is made twice', async () => {
    const before = { orders: await countOrders(), pids: [pidOf('order-1'), pidOf('order-2'), pidOf('payment-1')] };
    const restarted: string[] = [];
    const placed = await orderWhile(async () => {
      for await (const { name } of restart('order')) restarted.push(name);
      for await (const { name } of restart('payment')) restarted.push(name);
    });
    expect(restarted).toEqual(['order-1', 'order-2', 'payment-1', 'payment-2']);
    expect([pidOf('order-1'), pidOf('order-2'), pidOf('payment-1')].some((pid) => before.pids.includes(pid))).toBe(
      false,
    );
    expect(placed.filter(({ status }) => status !== 201)).toEqual([]);
    expect(placed.length).toBeGreaterThan(20);
    await expectPaidOnce(placed);
    expect((await countOrders()) - before.orders).toBe(placed.length);
  });

  it('go on when one of them stands still', async () => {
    const pid = pidOf('order-1');
    const isOut = async () => /front_upstream="order-1"\} 0/.test(await metricsOf('front'));
    try {
      signalTree(pid, 'SIGSTOP');
      await expect.poll(isOut, { interval: 100 }).toBe(true);
      const placed = await orderWhile(() => pause(2_000));
      expect(placed.filter(({ status }) => status !== 201)).toEqual([]);
    } finally {
      signalTree(pid, 'SIGCONT');
    }
    await expect.poll(isOut, { interval: 100 }).toBe(false);
  });

  it('lose no order that was begun with one that is killed: with its key it is made once', async () => {
    const before = await countOrders();
    const placed = await orderWhile(async () => {
      await pause(500);
      process.kill(pidOf('order-2'), 'SIGKILL');
      await pause(1_500);
    });
    const { addresses, apiKey } = platform.state();
    const orders = new OrderApi({ url: addresses.url('order'), apiKey });
    const purchase = {
      items: [{ sku, quantity: 1 }],
      currency: 'EUR' as const,
      paymentMethod: 'card' as const,
      paymentToken: 'tok_ok',
    };
    const insisted = await concurrently(4, placed, async ({ key, status }) =>
      status === 201 ? status : (await orders.createOrder(purchase, key)).status,
    );
    expect(insisted.filter((status) => status !== 201 && status !== 200)).toEqual([]);
    expect((await countOrders()) - before).toBe(placed.length);
    await own.until(['order']);
  });

  it('are all meant by the name of their service', async () => {
    await intervene('payment', { operation: 'pause' });
    const paused = platform.state().components.filter(({ status }) => status === 'paused');
    await intervene('payment');
    expect(paused.map(({ name }) => name)).toEqual(['payment-1', 'payment-2']);
  });
});
