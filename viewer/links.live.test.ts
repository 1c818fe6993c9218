import { readPlatform } from '@sightline/stack';
import { mayBeEmpty } from 'grafana-dashboard-builder';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { type Visit, visit, visitByClick } from './browser/visit';

const platform = readPlatform();
if (!platform) throw new Error('no platform runs here: start one with `npm start`');
const isViewer = platform.components.some(({ name }) => name === 'viewer');
const chromium = findChromium();
const path = 'path' in chromium ? chromium.path : undefined;

const base = platform.addresses.url('grafana');
const read = async <T>(address: string) => (await (await fetch(`${base}${address}`)).json()) as T;
const dashboards = isViewer ? await read<{ title: string; url: string }[]>('/api/search?type=dash-db') : [];

interface PanelLink {
  readonly panel: string;
  readonly href: string;
  /** Among all links of the panels of its dashboard. */
  readonly place: number;
}

const linksOnPanels = '[data-viz-panel-key] a[href^="/d/"], [data-viz-panel-key] a[href^="/explore"]';

const linksOn = (page: Page): Promise<PanelLink[]> =>
  page.locator(linksOnPanels).evaluateAll((links) =>
    links.map((link, place) => ({
      panel: link.closest('[data-viz-panel-key]')?.querySelector('h2')?.textContent ?? '',
      href: link.getAttribute('href') ?? '',
      place,
    })),
  );

/** What a link says but for the time: links that differ in nothing else are followed once. */
const meaning = (href: string) => decodeURIComponent(href).replaceAll(/\b\d{13}\b/g, 'then');
const followed = new Set<string>();

describe.runIf(isViewer && path)('every link of a panel', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
  });
  afterAll(async () => await browser?.close());

  it.each(dashboards)(
    'of $title, clicked, opens what it promises',
    async ({ title, url }) => {
      const { page } = await visit(browser, `${base}${url}`);
      const links = await linksOn(page);
      expect(links.length).toBeGreaterThan(0);
      const broken: string[] = [];
      for (const link of links) {
        if (followed.has(meaning(link.href))) continue;
        followed.add(meaning(link.href));
        const wrong = await follow(page.context(), page, link);
        if (wrong) broken.push(`${title} / ${link.panel} → ${meaning(link.href)}: ${wrong}`);
      }
      await page.context().close();
      expect(broken).toEqual([]);
    },
    600_000,
  );

  it('to a trace opens the trace whose id was typed', async () => {
    const [trace] = await read<{ traceId: string }[]>('/api/traces?service=payment&limit=1');
    const { page } = await visit(browser, `${base}/d/sightline-incident?var-trace=${trace?.traceId}`);
    const link = (await linksOn(page)).find(({ panel }) => panel === 'Lines of one trace');
    const { page: opened } = await visitByClick(page.context(), () => click(page, link as PanelLink));
    expect(await opened.locator('main').textContent()).toContain(trace?.traceId);
    expect(await opened.locator('.trace-bar').count()).toBeGreaterThan(0);
    await page.context().close();
  });
});

const click = async (page: Page, { place }: PanelLink) =>
  await page
    .locator(linksOnPanels)
    .nth(place)
    .click({ modifiers: ['ControlOrMeta'] });

/** @returns what is wrong with where the link leads. */
async function follow(context: BrowserContext, page: Page, link: PanelLink): Promise<string | undefined> {
  const opened = await visitByClick(context, () => click(page, link));
  try {
    return await wrongWith(opened, link);
  } finally {
    await opened.page.close();
  }
}

async function wrongWith({ page, panels, complaints }: Visit, { panel, href }: PanelLink): Promise<string | undefined> {
  if (complaints.length > 0) return complaints.join('; ');
  const text = (await page.locator('body').textContent()) ?? '';
  const unfilled = /.{0,20}(?:Invalid date|undefined|%24(?=[a-z{])|\$\{?[a-z]).{0,20}/i.exec(
    text.replaceAll('$__', ''),
  );
  if (unfilled) return `something was left unfilled: ${unfilled[0]}`;
  if (page.url().includes('NaN')) return `not a number is asked for: ${page.url()}`;
  const failed = panels.filter(({ state }) => state === 'failed');
  if (failed.length > 0) return `failed: ${failed.map(({ title }) => title).join(', ')}`;
  if (href.startsWith('/d/')) return panels.length > 0 ? undefined : 'no panel';
  if (panels.length === 0) return (await page.locator('main li a').count()) > 0 ? undefined : 'no traces';
  const excused = mayBeEmpty.some(({ kind, where }) => kind === 'link' && where === `link of ${panel}`);
  return excused || panels.some(({ state }) => state === 'shown') ? undefined : 'nothing is found there';
}
