import { readPlatform } from '@sightline/stack';
import { mayBeEmpty } from 'grafana-dashboard-builder';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { problemsWhileLoading, seriousProblems } from './browser/problems';
import { regular, Tab, type WindowOptions } from './browser/visit';

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
  let windows: readonly (readonly [string, Tab])[];
  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
    const open = async (options: WindowOptions) => new Tab(await (await regular(browser, options)).newPage());
    windows = await Promise.all(ways.map(async ([how, options]) => [how, await open(options)] as const));
  });
  afterAll(async () => await browser?.close());

  /** In both ways side by side: one is looked at while the other waits for its panels. */
  const look = (url: string) =>
    Promise.all(
      windows.map(async ([how, tab]) => {
        const { page, panels, complaints } = await tab.goTo(url);
        const wider = await page.evaluate(isWiderThanItsWindow);
        return { how, wider, problems: await seriousProblems(page), panels, complaints };
      }),
    );

  it.each(pages)(
    '%s, on a telephone and on a wide screen, dark and light',
    async (_, url) => {
      const seen = (await look(url)).map(({ how, wider, problems }) => ({ how, wider, problems }));
      expect(seen).toEqual(windows.map(([how]) => ({ how, wider: false, problems: [] })));
    },
    240_000,
  );

  // Lists to choose from, the frames of panels: while they load dashboards are all alike. In the two windows by turns.
  const whileLoading = [...pages, ['Service', `${viewer}/d/sightline-service`] as const];
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

  it('there are dashboards to look at', () => {
    expect(dashboards.length).toBeGreaterThanOrEqual(12);
  });

  // Last: a platform that has just been started has no past yet to compare with.
  it.each(dashboards)(
    '$title, on a telephone and on a wide screen, dark and light: without a complaint, every panel with data',
    async ({ title, url }) => {
      const excused = mayBeEmpty.filter(({ dashboard = title }) => dashboard === title).map(({ where }) => where);
      const seen = async () =>
        (await look(`${viewer}${url}`)).map(({ panels, ...rest }) => ({
          ...rest,
          panels: panels.length,
          blank: panels.filter((panel) => panel.state !== 'shown' && !excused.includes(panel.title)),
        }));
      const whole = { wider: false, problems: [], complaints: [], panels: expect.toSatisfy((count) => count > 0) };
      await expect
        .poll(seen, { timeout: 200_000, interval: 5000 })
        .toEqual(windows.map(([how]) => ({ how, ...whole, blank: [] })));
    },
  );
});
