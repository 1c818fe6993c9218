import { readPlatform } from '@sightline/stack';
import { mayBeEmpty } from 'grafana-dashboard-builder';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { visit } from './browser/visit';

const platform = readPlatform();
if (!platform) throw new Error('no platform runs here: start one with `npm start`');
const isViewer = platform.components.some(({ name }) => name === 'viewer');
const chromium = findChromium();
const path = 'path' in chromium ? chromium.path : undefined;
if ('missing' in chromium) console.warn(`\n${chromium.missing}\nThe tests in a browser are SKIPPED.\n`);

const base = platform.addresses.url('grafana');
const read = async <T>(address: string) => (await (await fetch(`${base}${address}`)).json()) as T;
const dashboards = isViewer ? await read<{ title: string; url: string }[]>('/api/search?type=dash-db') : [];

describe.runIf(isViewer && path)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
  });
  afterAll(async () => await browser?.close());

  it('there are dashboards to open', () => {
    expect(dashboards.length).toBeGreaterThanOrEqual(12);
  });

  it.each(dashboards)(
    '$title opens without a complaint, every panel with data, first paint within 2 s',
    async ({ title, url }) => {
      const seen = await visit(browser, `${base}${url}`);
      await seen.page.context().close();
      const excused = mayBeEmpty.filter(({ dashboard = title }) => dashboard === title).map(({ where }) => where);
      const blank = seen.panels.filter((panel) => panel.state !== 'shown' && !excused.includes(panel.title));
      expect(seen.complaints).toEqual([]);
      expect(blank).toEqual([]);
      expect(seen.panels.length).toBeGreaterThan(0);
      expect(seen.firstPaintMs).toBeLessThan(2000);
    },
  );

  it('a variable chosen in the URL is chosen on the page, and stays in the URL', async () => {
    const { page } = await visit(browser, `${base}/d/sightline-service?var-service=payment&from=now-5m&to=now`);
    expect(await page.getByText('Last 5 minutes').isVisible()).toBe(true);
    expect(page.url()).toContain('var-service=payment');
    await page.context().close();
  });

  it('an exemplar leads to the trace of its request', async () => {
    const { page } = await visit(browser, `${base}/d/sightline-service`);
    const mark = page.locator('.exemplar-mark').first();
    await mark.waitFor({ timeout: 30_000 });
    await page.goto(`${base}${await mark.getAttribute('href')}`);
    await page.locator('.trace-row').first().waitFor();
    expect(await page.locator('.trace-bar').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('the search box finds a trace by the id of an order in it, with its log lines', async () => {
    const headers = { 'x-api-key': platform.apiKey, 'content-type': 'application/json' };
    const products = await fetch(`${platform.addresses.url('order')}/products?limit=1`, { headers });
    const [{ sku }] = ((await products.json()) as { items: [{ sku: string }] }).items;
    const body = { items: [{ sku, quantity: 1 }], currency: 'EUR', paymentMethod: 'card', paymentToken: 'tok_ok' };
    const placed = await fetch(`${platform.addresses.url('order')}/orders`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const { id, traceId } = (await placed.json()) as { id: string; traceId: string };
    await expect.poll(async () => (await fetch(`${base}/api/traces/${id}`)).status, { timeout: 20_000 }).toBe(200);
    const { page } = await visit(browser, `${base}/`);
    const box = page.getByLabel('Open a trace by its id or an order id');
    await box.fill(id);
    await box.press('Enter');
    await page.getByText(traceId).waitFor();
    expect(await page.locator('.trace-log').count()).toBeGreaterThan(0);
    await page.context().close();
  });
});
