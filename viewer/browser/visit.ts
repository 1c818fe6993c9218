import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PageTraffic } from './traffic';

export interface Visit {
  readonly page: Page;
  readonly panels: readonly SeenPanel[];
  /** Errors in the console, uncaught ones, and answers that were refused, each as one line. */
  readonly complaints: readonly string[];
  /** From the navigation to the first pixels, and until no panel was loading any more. */
  readonly firstPaintMs: number;
  readonly idleMs: number;
}

export interface SeenPanel {
  readonly title: string;
  readonly kind: string;
  readonly state: 'shown' | 'empty' | 'failed';
}

export interface WindowOptions {
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
}

export interface WaitOptions {
  /** How long the panels may take together. */
  readonly withinMs?: number;
}

export interface VisitOptions extends WindowOptions, WaitOptions {}

const usualWidth = 1600;
/** How long an element or a page may be waited for: a browser is slow where others work, too. */
const patienceMs = 90_000;

/** What somebody has who has not been here before: nothing is kept from an earlier visit. */
export const newcomer = (browser: Browser, { theme = 'dark', width = usualWidth }: WindowOptions = {}) =>
  contextOf(browser, { viewport: { width, height: 900 }, colorScheme: theme });

/**
 * What somebody has who comes again and again: the program of the page is kept, compiled. The window is so high that most pages have all
 * their panels in it at once, and dashboards do not refresh themselves: each would be at work all the time, and show other links meanwhile.
 */
export async function regular(browser: Browser, { theme = 'dark', width = usualWidth }: WindowOptions = {}) {
  const context = await contextOf(browser, { viewport: { width, height: 3_000 }, colorScheme: theme });
  await context.route('**/api/dashboards/uid/*', async (route) => {
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    const found = await response.json();
    return route.fulfill({ response, json: { ...found, dashboard: { ...found.dashboard, refresh: '' } } });
  });
  return context;
}

async function contextOf(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** Opens an address of the viewer as a newcomer, in a window as high as the page, and waits until it is idle: every panel has what it asked for. */
export async function visit(
  browser: Browser,
  url: string,
  { theme, width, ...rest }: VisitOptions = {},
): Promise<Visit> {
  return await visitIn(await newcomer(browser, { ...(theme && { theme }), ...(width && { width }) }), url, rest);
}

/** Opens an address in one more window of these. */
export async function visitIn(context: BrowserContext, url: string, options: WaitOptions = {}): Promise<Visit> {
  const page = await context.newPage();
  const watched = new WatchedPage(page);
  await page.goto(url);
  return await watched.idle(options);
}

/**
 * A window in which somebody goes from page to page as by following links: the program of the page, which takes a browser longer to start
 * than most pages to show, is started once.
 */
export class Tab {
  readonly #watched: WatchedPage;

  constructor(readonly page: Page) {
    this.#watched = new WatchedPage(page);
  }

  /** Waits until the page is idle. What it complains of is what this page has. */
  async goTo(url: string, options: WaitOptions = {}): Promise<Visit> {
    const { page } = this;
    this.#watched.forget();
    if (new URL(page.url()).origin === new URL(url).origin) await page.evaluate(followLink, url);
    else await page.goto(url);
    return await this.#watched.idle(options);
  }
}

/** Clicks so that what a link leads to is opened in a window of its own, and waits until that is idle. */
export async function visitByClick(
  context: BrowserContext,
  click: () => Promise<void>,
  options: WaitOptions = {},
): Promise<Visit> {
  const opened = new Promise<WatchedPage>((resolve) => context.once('page', (page) => resolve(new WatchedPage(page))));
  await click();
  return await (await opened).idle(options);
}

/** Has a page that is kept for later stand still, so that it does not ask for its panels again and again; and go on. */
export async function setState(page: Page, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

class WatchedPage {
  #complaints: string[] = [];
  readonly #traffic: PageTraffic;
  readonly #start = performance.now();

  constructor(readonly page: Page) {
    page.on('console', (message) => message.type() === 'error' && this.#complaints.push(message.text()));
    page.on('pageerror', (error) => this.#complaints.push(`uncaught: ${error.message}`));
    page.on(
      'response',
      (answer) => answer.status() >= 400 && this.#complaints.push(`${answer.status()} ${answer.url()}`),
    );
    this.#traffic = new PageTraffic(page);
  }

  forget(): void {
    this.#complaints = [];
  }

  async idle({ withinMs = 150_000 }: WaitOptions): Promise<Visit> {
    const { page } = this;
    await page.waitForFunction(isDrawn, undefined, { timeout: withinMs, polling: 100 });
    const idleMs = (await this.#traffic.quiet(withinMs)) - this.#start;
    const { width, height, needed } = await page.evaluate(() => ({
      width: window.innerWidth,
      height: window.innerHeight,
      needed: Math.min(8_000, document.documentElement.scrollHeight),
    }));
    if (needed > height) {
      // Panels below the window's edge are drawn only once they are in it.
      await page.setViewportSize({ width, height: needed });
      await this.#traffic.quiet(withinMs);
    }
    return {
      page,
      panels: await page.evaluate(seePanels),
      complaints: this.#complaints,
      firstPaintMs: await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
      ),
      idleMs,
    };
  }
}

/**
 * Runs in the page: what its router does when a link of the page is clicked. By its end the page before is gone, and what this one asks for
 * first is asked for.
 */
async function followLink(url: string): Promise<void> {
  history.pushState({}, '', url);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  await new Promise((resolve) => setTimeout(resolve));
}

/** Runs in the page. */
const isDrawn = () => document.querySelector('[data-viz-panel-key], main, [role="alert"]') !== null;

/** Runs in the page. */
function seePanels(): SeenPanel[] {
  return [...document.querySelectorAll<HTMLElement>('[data-viz-panel-key]')].map((panel) => ({
    title: panel.querySelector('h2')?.textContent ?? '',
    kind: panel.dataset.pluginId ?? '',
    state: panel.querySelector('[data-testid="data-testid Panel status error"]')
      ? 'failed'
      : panel.querySelector('.panel-empty') || panel.textContent?.includes('No data')
        ? 'empty'
        : 'shown',
  }));
}
