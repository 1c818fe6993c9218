import { readPlatform } from '@sightline/stack';
import { OrderApi, placeOrder } from '@sightline/traffic';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { regular, visit, visitIn } from './browser/visit';

const platform = readPlatform();
if (!platform) throw new Error('no platform runs here: start one with `npm start`');
const orders = new OrderApi({ url: platform.addresses.url('order'), apiKey: platform.apiKey });
const isViewer = platform.components.some(({ name }) => name === 'viewer');
const chromium = findChromium();
const path = 'path' in chromium ? chromium.path : undefined;
if ('missing' in chromium) console.warn(`\n${chromium.missing}\nThe tests in a browser are SKIPPED.\n`);

const base = platform.addresses.url('grafana');
const read = async <T>(address: string) => (await (await fetch(`${base}${address}`)).json()) as T;

interface Ids {
  readonly orderId: string;
  readonly traceId: string;
}

describe.runIf(isViewer && path)('in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
    context = await regular(browser);
  });
  afterAll(async () => await browser?.close());

  it('a dashboard is on the screen of somebody new within 2 s', async () => {
    const painted = async () => {
      const { page, firstPaintMs } = await visit(browser, `${base}/d/sightline-overview`);
      await page.context().close();
      return firstPaintMs;
    };
    await expect.poll(painted, { timeout: 200_000, interval: 5000 }).toBeLessThan(2000);
  });

  it('a variable chosen in the URL is chosen on the page, and stays in the URL', async () => {
    const { page } = await visitIn(context, `${base}/d/sightline-service?var-service=payment&from=now-5m&to=now`);
    await page.getByText('Last 5 minutes').waitFor();
    await expect.poll(() => page.url()).toContain('var-service=payment');
    await page.close();
  });

  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T04:04:05%2B01:00', '2026-01-02T03:04:05.000Z'],
    ['1767323045000', '2026-01-02T03:04:05.000Z'],
    ['now-1h/h', 'now-1h/h'],
  ])('the time %s in the URL is that time on the page', async (from, expected) => {
    const { page, complaints } = await visitIn(context, `${base}/d/sightline-slo?from=${from}&to=now`);
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(expected);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('a value in the URL that is not on the list is chosen, stays chosen, and is asked for', async () => {
    const { page } = await visitIn(context, `${base}/d/sightline-service?var-service=only-spans&refresh=5s`);
    await page.getByText('only-spans').first().waitFor();
    // The list is asked for anew, and queries with it.
    const asked = page.waitForRequest((request) => decodeURIComponent(request.url()).includes('only-spans'), {
      timeout: 60_000,
    });
    await page.getByTestId('data-testid RefreshPicker run button').click();
    await asked;
    await expect.poll(() => page.url()).toContain('var-service=only-spans');
    await page.getByText('only-spans').first().waitFor();
    await page.close();
  });

  it('an exemplar leads to the trace of its request', async () => {
    const follow = async () => {
      const { page } = await visitIn(context, `${base}/d/sightline-service?from=now-1m&to=now`);
      try {
        const mark = page.locator('.exemplar-mark').last();
        await mark.waitFor({ timeout: 10_000 });
        await page.goto(`${base}${await mark.getAttribute('href')}`);
        await page.locator('.trace-row').first().waitFor({ timeout: 10_000 });
        return await page.locator('.trace-bar').count();
      } finally {
        await page.close();
      }
    };
    // Zipkin keeps what fits its memory: after much traffic, only the exemplars of the last moment have their traces left.
    await expect.poll(() => follow().catch(() => 0), { timeout: 200_000, interval: 5000 }).toBeGreaterThan(0);
  });

  it.each([
    ['the id of an order in it', ({ orderId }: Ids) => orderId],
    ['its traceparent', ({ traceId }: Ids) => `traceparent: 00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`],
    ['its address', ({ traceId }: Ids) => `${base}/trace/${traceId}`],
  ])('the search box finds a trace by %s, with its log lines', async (_, text) => {
    const { order, traceId = '' } = await placeOrder(orders, { token: 'tok_ok' });
    const id = order?.id ?? '';
    // The page asks once: by then its lines must be there, too.
    const lines = async () => (await read<{ logs: unknown[] }>(`/api/traces/${id}`)).logs.length;
    await expect.poll(lines, { timeout: 90_000 }).toBeGreaterThan(0);
    const { page } = await visitIn(context, `${base}/`);
    const box = page.getByLabel('Open a trace by its id or an order id');
    await box.fill(text({ orderId: id, traceId }));
    await box.press('Enter');
    await page.getByText(traceId).waitFor();
    await page.locator('.trace-log').first().waitFor();
    await page.close();
  });
});
