import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ComponentName, launchPlatform, type Platform, readPlatform, signalTree } from '@sightline/stack';
import { concurrently, waitUntil } from '@sightline/stores';
import { finalOrder, type Order } from '@sightline/traffic';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { portOffsetBeside } from '../stack/test-run/ports-beside';
import { chargesFor, takenFor } from './bank-ledger';
import { processOf, type RunningPlatform, runningPlatform } from './platform';

// A platform of its own, beside the one that runs: what everybody there needs stands still here.
const folder = mkdtempSync(join(tmpdir(), 'sightline-hanging-'));
const concurrency = 4;
let own: Platform;
let platform: RunningPlatform;

const componentOf = (name: ComponentName) => platform.state().components.find((each) => each.name === name);

const until = async (what: string, isIt: () => unknown, withinMs = 90_000) =>
  expect((await waitUntil(async () => isIt() || undefined, { withinMs, everyMs: 20 })).value, what).toBeTruthy();

/** From outside, as a machine that stands still would have it: the process, and what it has started. */
const signal = (name: ComponentName, what: 'SIGSTOP' | 'SIGCONT') => signalTree(processOf(platform, name), what);
const frozen = new Set<ComponentName>();
const freeze = (...names: ComponentName[]) => {
  for (const name of names) {
    frozen.add(name);
    signal(name, 'SIGSTOP');
  }
};
const thaw = (...names: ComponentName[]) => {
  for (const name of names) {
    signal(name, 'SIGCONT');
    frozen.delete(name);
  }
};
// A test that failed half way leaves nothing frozen to the next one.
afterEach(() => thaw(...frozen));

/** Who is who now: unchanged, no process has ended. */
const processes = () => platform.state().components.map(({ name, process }) => [name, process?.pid]);

interface Attempt {
  readonly key: string;
  readonly status: number;
  readonly retryAfter: string | null;
  readonly order: Order | undefined;
  readonly tookMs: number;
}

async function buyOne(key = randomUUID()): Promise<Attempt> {
  const { addresses, apiKey } = platform.state();
  const began = performance.now();
  const response = await fetch(`${addresses.url('order')}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey, 'idempotency-key': key },
    body: JSON.stringify({
      items: [{ sku: await sku(), quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      paymentToken: 'tok_ok',
    }),
    signal: AbortSignal.timeout(30_000),
  });
  const body = await response.json();
  return {
    key,
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    order: response.ok ? body : undefined,
    tookMs: performance.now() - began,
  };
}

let known: string | undefined;
async function sku(): Promise<string> {
  known ??= (await platform.orders.products({ limit: 1 })).body?.products[0]?.sku ?? '';
  return known;
}

/** So many buyers at a time, each one order after the other, until it is enough. */
async function buyUntil(enough: () => boolean): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  await concurrently(concurrency, Array.from({ length: concurrency }), async () => {
    while (!enough()) {
      attempts.push(await buyOne());
      await pause(250);
    }
  });
  return attempts;
}

async function buyWhile(passes: Promise<unknown>): Promise<Attempt[]> {
  let over = false;
  const ended = passes.finally(() => {
    over = true;
  });
  const attempts = await buyUntil(() => over);
  await ended;
  return attempts;
}

/** What is wrong with an order that was taken, if anything: it is to be paid, by one charge of the whole sum. */
async function wrongWith({ id }: Order): Promise<string | undefined> {
  const order = (await finalOrder(id, platform, { withinMs: 90_000, everyMs: 500 })).value;
  const [taken, charges] = [await takenFor(platform, id), await chargesFor(platform, id)];
  if (order?.status === 'paid' && taken === order.totalCents && charges === 1) return undefined;
  return `${id} is ${order?.status}, ${order?.cancelReason}: ${taken} of ${order?.totalCents} cents in ${charges} charges`;
}

const allPaid = async (orders: readonly (Order | undefined)[]) => {
  const wrong = await concurrently(concurrency, orders, async (order) =>
    order ? wrongWith(order) : 'an order was not taken',
  );
  expect(wrong.filter(Boolean)).toEqual([]);
};

beforeAll(async () => {
  vi.stubEnv('SIGHTLINE_HOME', join(folder, 'home'));
  vi.stubEnv('SIGHTLINE_PORT_OFFSET', portOffsetBeside('hanging'));
  own = await launchPlatform({ only: ['order', 'payment', 'bank', 'flags'] });
  own.ready.catch(() => {});
  await until('the platform', readPlatform);
  platform = runningPlatform();
}, 180_000);

afterAll(async () => {
  await own?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('a platform whose Kafka', () => {
  // It starts once.
  it('hangs in its start comes up without it, and takes orders', { retry: 0, timeout: 240_000 }, async () => {
    await until('Kafka to start', () => componentOf('kafka')?.process);
    freeze('kafka');
    await until('the order service', () => componentOf('order')?.status === 'ready');
    const attempt = await buyOne();
    expect([attempt.status, componentOf('kafka')?.status]).toEqual([201, 'starting']);
    thaw('kafka');
    await own.ready;

    await allPaid([(await buyOne()).order]);
    // What was taken before may have waited for longer than an order waits for its payment; it has come to an end.
    const { value } = await finalOrder(attempt.order?.id ?? '', platform, { withinMs: 60_000, everyMs: 500 });
    expect(value?.status).toMatch(/^(paid|cancelled)$/);
  });

  it('stands still takes every order at once, and has them paid when it goes on', async () => {
    const before = processes();
    freeze('kafka');
    const attempts = await buyWhile(pause(20_000));
    thaw('kafka');

    expect(attempts.filter(({ status }) => status !== 201)).toEqual([]);
    expect(Math.max(...attempts.map(({ tookMs }) => tookMs))).toBeLessThan(5_000);
    expect(new Set(attempts.map(({ order }) => order?.id)).size).toBe(attempts.length);
    await allPaid(attempts.map(({ order }) => order));
    expect(processes()).toEqual(before);
  }, 240_000);
});

describe('a platform whose PostgreSQL stands still', () => {
  it('says so in time, and when to come again; and takes the same orders, once each, when it goes on', async () => {
    const before = processes();
    await allPaid([(await buyOne()).order]);
    freeze('postgres');
    const attempts = await buyWhile(pause(10_000));
    thaw('postgres');

    const refused = attempts.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(concurrency);
    expect(attempts.filter(({ status }) => status !== 503 && status !== 201)).toEqual([]);
    expect(refused.filter(({ retryAfter }) => !(Number(retryAfter) > 0))).toEqual([]);
    expect(Math.max(...refused.map(({ tookMs }) => tookMs))).toBeLessThan(8_000);

    await until('the pool to recover', async () => (await buyOne()).status === 201, 20_000);
    const again = await concurrently(concurrency, attempts, ({ key }) => buyOne(key));
    expect(again.filter(({ status }) => status !== 201 && status !== 200)).toEqual([]);
    expect(new Set(again.map(({ order }) => order?.id)).size).toBe(attempts.length);
    await allPaid(again.map(({ order }) => order));
    expect(processes()).toEqual(before);
  }, 240_000);
});

describe('a service that is told to stop while everything around it stands still', () => {
  it.each(['order', 'payment'] as const)(
    '%s ends in time, by itself, and its work is done by who comes after it',
    async (name) => {
      const orders = await concurrently(concurrency, Array.from({ length: 20 }), async () => (await buyOne()).order);
      const pid = processOf(platform, name);
      freeze('postgres', 'kafka', 'bank');
      const began = performance.now();
      process.kill(pid, 'SIGTERM');
      await until('its end', () => componentOf(name)?.process?.pid !== pid, 30_000);
      const tookMs = performance.now() - began;
      const how = componentOf(name)?.lastExit;
      thaw('postgres', 'kafka', 'bank');

      expect(how).toMatch(/^ended with exit code [01]$/);
      expect(tookMs).toBeLessThan(10_000);
      await until('its return', () => componentOf(name)?.status === 'ready');
      await allPaid(orders);
    },
    240_000,
  );
});
