import { readPlatform } from '@sightline/stack';
import { mayBeEmpty } from 'grafana-dashboard-builder';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser/find-chromium';
import { openBrowser } from './browser/open-browser';
import { regular, setState, Tab, type Visit, visitByClick, visitIn } from './browser/visit';

const platform = readPlatform();
if (!platform) throw new Error('no platform runs here: start one with `npm start`');
const isViewer = platform.components.some(({ name }) => name === 'viewer');
const chromium = findChromium();
const path = 'path' in chromium ? chromium.path : undefined;

const base = platform.addresses.url('grafana');
const read = async <T>(address: string) => (await (await fetch(`${base}${address}`)).json()) as T;
const dashboards = isViewer ? await read<{ title: string; url: string }[]>('/api/search?type=dash-db') : [];

/** As links give it, without the title that may follow. */
const addressOf = (url: string) => url.split('/').slice(0, 3).join('/');
const addresses = new Set(dashboards.map(({ url }) => addressOf(url)));

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

/**
 * What a link opens. Every question to a store is one of its own; of a dashboard, which variables are set matters, not to what, and not
 * the time: what all of these addresses must be is looked at one by one.
 */
function targetOf(href: string): string {
  const { pathname, search, searchParams } = new URL(href, base);
  if (!pathname.startsWith('/d/')) return decodeURIComponent(search).replaceAll(/\b\d{13}\b/g, 'then');
  const set = [...searchParams.keys()].filter((name) => name.startsWith('var-'));
  return [pathname, ...new Set(set)].sort().join(' ');
}

/** @returns what is wrong with the address of a link, whatever it opens. */
function wrongAddress(href: string): string | undefined {
  const { pathname, searchParams } = new URL(href, base);
  const unfilled = unfilledIn(decodeURIComponent(href));
  if (unfilled) return unfilled;
  if (href.includes('NaN')) return 'not a number is asked for';
  if (!pathname.startsWith('/d/')) return undefined;
  if (!addresses.has(pathname)) return 'there is no such dashboard';
  const badTime = ['from', 'to'].find((end) => !/^(?:\d{13}|now(?:[-+/]\w+)*)$/.test(searchParams.get(end) ?? 'now'));
  return badTime && `${badTime} is no time: ${searchParams.get(badTime)}`;
}

function unfilledIn(text: string): string | undefined {
  const found = /.{0,20}(?:Invalid date|undefined|%24(?=[a-z{])|\$\{?[a-z]).{0,20}/i.exec(text.replaceAll('$__', ''));
  return found ? `something was left unfilled: ${found[0]}` : undefined;
}

describe.runIf(isViewer && path)('every link of a panel', () => {
  let browser: Browser;
  let context: BrowserContext;
  /** Where the links lead that open no dashboard. */
  let tab: Tab;
  const followed = new Set<string>();
  /** Dashboards that a link has opened, as they would open by their own address: they need not be opened for their links again. */
  const opened = new Map<string, Page>();

  beforeAll(async () => {
    browser = await openBrowser(path ?? '');
    context = await regular(browser);
    tab = new Tab(await context.newPage());
  });
  afterAll(async () => await browser?.close());

  it.each(dashboards)(
    'of $title, clicked, opens what it promises',
    async ({ title, url }) => {
      const address = addressOf(url);
      const kept = opened.get(address);
      opened.delete(address);
      if (kept) await setState(kept, 'active');
      const page = kept ?? (await visitIn(context, `${base}${url}`)).page;
      followed.add(address);
      const links = await linksOn(page);
      expect(links.length).toBeGreaterThan(0);
      const broken: string[] = [];
      for (const link of links) {
        const target = targetOf(link.href);
        const wrong = wrongAddress(link.href) ?? (followed.has(target) ? undefined : await follow(page, link, target));
        // What was wrong is followed again, also when this is tried again.
        if (!wrong) followed.add(target);
        else broken.push(`${title} / ${link.panel} → ${decodeURIComponent(link.href)}: ${wrong}`);
      }
      await page.close();
      expect(broken).toEqual([]);
    },
    600_000,
  );

  it('to a trace opens the trace whose id was typed', async () => {
    const [trace] = await read<{ traceId: string }[]>('/api/traces?service=payment&limit=1');
    const { page } = await visitIn(context, `${base}/d/sightline-incident?var-trace=${trace?.traceId}`);
    const link = (await linksOn(page)).find(({ panel }) => panel === 'Lines of one trace');
    const { page: shown } = await visitByClick(context, () => click(page, link as PanelLink));
    expect(await shown.locator('main').textContent()).toContain(trace?.traceId);
    expect(await shown.locator('.trace-bar').count()).toBeGreaterThan(0);
    await Promise.all([page.close(), shown.close()]);
  });

  /** @returns what is wrong with where the link leads. */
  async function follow(page: Page, link: PanelLink, target: string): Promise<string | undefined> {
    // Dashboards are opened in windows of their own, by a click: that these open what the address says is proved by them for all.
    const there = target.startsWith('/d/') ? await stillThere(page, link, target) : undefined;
    if (there) {
      const visit = await visitByClick(context, () => click(page, there));
      const wrong = await wrongWith(visit, link);
      if (addresses.has(target) && !wrong) {
        opened.set(target, visit.page);
        await setState(visit.page, 'frozen');
      } else await visit.page.close();
      return wrong;
    }
    let wrong = await wrongWith(await tab.goTo(`${base}${link.href}`), link);
    // What it points to may still be on its way to the store.
    for (const deadline = Date.now() + 60_000; notFound.includes(wrong ?? '') && Date.now() < deadline; )
      wrong = await wrongWith(await tab.goTo(`${base}${link.href}`), link);
    return wrong;
  }
});

/** The link where it is now; nowhere, when the page has refreshed itself since, and shows others. */
const stillThere = async (page: Page, { panel }: PanelLink, target: string): Promise<PanelLink | undefined> =>
  (await linksOn(page)).find((link) => link.panel === panel && targetOf(link.href) === target);

const notFound = ['no traces', 'nothing is found there'];

const click = async (page: Page, { place }: PanelLink) =>
  await page
    .locator(linksOnPanels)
    .nth(place)
    .click({ modifiers: ['ControlOrMeta'] });

async function wrongWith({ page, panels, complaints }: Visit, { panel, href }: PanelLink): Promise<string | undefined> {
  if (complaints.length > 0) return complaints.join('; ');
  const unfilled = unfilledIn((await page.locator('body').textContent()) ?? '');
  if (unfilled) return unfilled;
  if (page.url().includes('NaN')) return `not a number is asked for: ${page.url()}`;
  const failed = panels.filter(({ state }) => state === 'failed');
  if (failed.length > 0) return `failed: ${failed.map(({ title }) => title).join(', ')}`;
  if (href.startsWith('/d/')) return panels.length > 0 ? undefined : 'no panel';
  if (panels.length === 0) return (await page.locator('main li a').count()) > 0 ? undefined : 'no traces';
  const excused = mayBeEmpty.some(({ kind, where }) => kind === 'link' && where === `link of ${panel}`);
  return excused || panels.some(({ state }) => state === 'shown') ? undefined : 'nothing is found there';
}
