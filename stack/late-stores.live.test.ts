import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchPlatform, type Platform, readSettings } from '@sightline/stack';
import { afterEach, expect, it, vi } from 'vitest';
import type { Engine } from './component';
import { prometheus } from './engines/prometheus';
import { victorialogs } from './engines/victorialogs';
import { EngineCache } from './install/engine-cache';
import { withLock } from './install/lock';
import { portOffsetBeside } from './test-run/ports-beside';

const { cache } = readSettings();
const folder = mkdtempSync(join(tmpdir(), 'sightline-late-'));
let platform: Platform | undefined;

afterEach(async () => {
  await platform?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A platform of its own, beside the one that runs, with engines of the same cache but for those that are held back. */
function besideTheOther(heldBack: readonly Engine[]): void {
  const engines = join(folder, 'cache', 'engines');
  mkdirSync(engines, { recursive: true });
  for (const name of readdirSync(join(cache, 'engines'))) {
    if (!heldBack.some((engine) => engine.name === name))
      symlinkSync(join(cache, 'engines', name), join(engines, name));
  }
  vi.stubEnv('SIGHTLINE_HOME', join(folder, 'home'));
  vi.stubEnv('SIGHTLINE_CACHE', join(folder, 'cache'));
  vi.stubEnv('SIGHTLINE_PORT_OFFSET', portOffsetBeside('late-stores'));
}

/** As another start would that is just building it: by its lock. Returns what lets go of it, ready made. */
async function holdBack(engine: Engine): Promise<() => Promise<void>> {
  const there = new EngineCache(cache).folder(engine);
  const here = new EngineCache(join(folder, 'cache'));
  return new Promise((held) => {
    let letGo = () => {};
    const done = withLock(here.lockFile(engine), {}, async () => {
      const released = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      held(async () => {
        letGo();
        await done;
      });
      await released;
      mkdirSync(dirname(here.folder(engine)), { recursive: true });
      symlinkSync(there, here.folder(engine));
    });
  });
}

const readJson = async (url: string, init?: RequestInit) => (await fetch(url, init)).json();

/** Asks until there is an answer. */
const eventually = <T>(what: string, ask: () => Promise<T | undefined>) =>
  vi.waitFor(
    async () => {
      const answer = await ask();
      if (answer === undefined) throw new Error(`waited in vain for ${what}`);
      return answer;
    },
    { timeout: 90_000, interval: 250 },
  );

it('has, once they run, what reached the collector before Prometheus and the log store did', async () => {
  const held = [prometheus, victorialogs].filter((engine) => new EngineCache(cache).provenance(engine));
  expect(held).toContain(prometheus);
  besideTheOther(held);
  const letGo = await Promise.all(held.map(holdBack));
  platform = await launchPlatform({ only: ['order', 'payment', 'collector', 'loki', 'prometheus'] });
  await platform.until(['order', 'payment', 'collector']);
  const { addresses: at, apiKey, components } = platform.state();
  const status = (engine: Engine) => components.find(({ name }) => name === engine.name)?.status ?? 'absent';
  expect(['installing', 'absent']).toEqual(expect.arrayContaining(held.map(status)));
  expect(status(prometheus)).toBe('installing');

  const { products } = await readJson(`${at.url('order')}/products?limit=1`);
  const order = await readJson(`${at.url('order')}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({
      items: [{ sku: products[0].sku, quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      paymentToken: 'tok_ok',
    }),
  });
  await eventually('the order to be paid', async () => {
    const { status } = await readJson(`${at.url('order')}/orders/${order.id}`, { headers: { 'x-api-key': apiKey } });
    return status === 'paid' || undefined;
  });
  // Two rounds of its three scrapes later the collector has it.
  const scrapes = async () => {
    const own = await (await fetch(`http://${at.at('collectorMetrics')}/metrics`)).text();
    return Number(
      /^otelcol_receiver_accepted_metric_points.*receiver="prometheus\/services".* (\S+)$/m.exec(own)?.[1] ?? 0,
    );
  };
  let before = await scrapes();
  for (const _ of Array(6))
    before = await eventually('a scrape', async () => ((await scrapes()) > before ? scrapes() : undefined));
  const meanwhile = Date.now() / 1000;

  await Promise.all(letGo.map((release) => release()));
  await platform.ready;
  const lines = new URLSearchParams({ query: `{service_name=~".+"} | trace_id="${order.traceId}"`, limit: '100' });
  const messages = async (): Promise<string[]> => {
    const { data } = await readJson(`${at.url('loki')}/loki/api/v1/query_range?${lines}`);
    return data.result.flatMap(({ values }: { values: string[][] }) => values.map(([, line]) => line));
  };
  // Two services tell them, in batches of their own, which arrive in any order.
  await expect
    .poll(messages, { timeout: 90_000, interval: 250 })
    .toEqual(expect.arrayContaining(['Order accepted', 'Payment captured', 'Order paid']));

  const scraped = 'count_over_time(up{service_name="order"}[10m])';
  const asked = new URLSearchParams({ query: scraped, time: String(meanwhile) });
  await eventually('what was measured meanwhile', async () => {
    const { data } = await readJson(`${at.url('prometheus')}/api/v1/query?${asked}`);
    return Number(data.result[0]?.value[1]) >= 2 || undefined;
  });
}, 300_000);
