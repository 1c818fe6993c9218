import { readPlatform } from '@sightline/stack';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { problemsWhileLoading, seriousProblems } from './browser/problems';
import { regular, visitIn } from './browser/visit';

const platform = readPlatform();
if (!platform) throw new Error('no platform runs here: start one with `npm start`');
const isViewer = platform.components.some(({ name }) => name === 'viewer');
const chromium = findChromium();
const path = 'path' in chromium ? chromium.path : undefined;

const viewer = platform.addresses.url('grafana');
const inbox = platform.addresses.url('inbox');
const read = async <T>(address: string) => (await (await fetch(`${viewer}${address}`)).json()) as T;
const dashboards = isViewer ? await read<{ title: string; url: string }[]>('/api/search?type=dash-db') : [];
const [trace] = isViewer ? await read<{ traceId: string }[]>('/api/traces?service=payment&limit=1') : [];

const explore = (datasource: string, query: object) => {
  const pane = { datasource, queries: [{ refId: 'A', ...query }], range: { from: 'now-15m', to: 'now' } };
  return `${viewer}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ pane }))}`;
};

const pages = [
  ['the list of dashboards', `${viewer}/`],
  ...dashboards.map(({ title, url }) => [title, `${viewer}${url}`]),
  ['a trace', `${viewer}/trace/${trace?.traceId}`],
  ['a trace that is not there', `${viewer}/trace/${'0123456789abcdef'.repeat(2)}`],
  ['traces', explore('traces', { query: '' })],
  ['log lines', explore('loki', { expr: '{service_name="order"}' })],
  ['a metric', explore('prometheus', { expr: 'up' })],
  ['a page that is not there', `${viewer}/nowhere`],
  ['the inbox', `${inbox}/`],
  ['the runbooks', `${inbox}/runbooks`],
  ['a runbook', `${inbox}/runbooks/Watchdog`],
] as [string, string][];

/** Runs in the page. */
const isWiderThanItsWindow = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

const ways = [
  ['dark, 390 pixels wide', { theme: 'dark', width: 390 }],
  ['light, 1280 pixels wide', { theme: 'light', width: 1280 }],
] as const;

describe.runIf(isViewer && path)('can be read and used by everybody:', () => {
  let browser: Browser;
  let windows: readonly (readonly [string, BrowserContext])[];
  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
    windows = await Promise.all(ways.map(async ([how, options]) => [how, await regular(browser, options)] as const));
  });
  afterAll(async () => await browser?.close());

  it.each(pages)(
    '%s, on a telephone and on a wide screen, dark and light',
    async (_, url) => {
      // Side by side: one is looked at while the other waits for its panels.
      const seen = await Promise.all(
        windows.map(async ([how, context]) => {
          const { page } = await visitIn(context, url);
          const problems = { wider: await page.evaluate(isWiderThanItsWindow), problems: await seriousProblems(page) };
          await page.close();
          return { how, ...problems };
        }),
      );
      expect(seen).toEqual(windows.map(([how]) => ({ how, wider: false, problems: [] })));
    },
    240_000,
  );

  // Lists to choose from, the frames of panels: while they load dashboards are all alike. In the two windows by turns.
  const whileLoading = pages.filter(([title, url]) => !url.includes('/d/') || title === 'Service');
  it.each(whileLoading.map(([title, url], index) => [title, index, url] as const))(
    '%s, while it loads',
    async (_, index, url) => {
      const [how, options] = ways[index % ways.length] as (typeof ways)[number];
      // Of its own, since its time is moved on.
      const context = await regular(browser, options);
      const { steps, problems } = await problemsWhileLoading(await context.newPage(), url);
      await context.close();
      expect({ how, problems }).toEqual({ how, problems: [] });
      // A dashboard is asked for before its panels are.
      if (url.includes('/d/')) expect(steps).toBeGreaterThanOrEqual(2);
    },
    240_000,
  );
});
