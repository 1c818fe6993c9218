import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PageTraffic } from './traffic';

export interface Visit {
  readonly page: Page;
  readonly panels: readonly SeenPanel[];
  /** Errors in the console, uncaught ones, and answers that were refused, each as one line. */
  readonly complaints: readonly string[];
  /** From the navigation to the first pixels, and until no panel was loading any more. */
  readonly firstPaintMs: number;
  readonly settledMs: number;
}

export interface SeenPanel {
  readonly title: string;
  readonly kind: string;
  readonly state: 'shown' | 'empty' | 'failed';
}

export interface VisitOptions {
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  /** How long the panels may take together. */
  readonly withinMs?: number;
}

const usualWidth = 1600;

/** Opens an address of the viewer in a window of its own, as high as the page, and waits until every panel has settled. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { theme = 'dark', width = usualWidth, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const page = await context.newPage();
  const watched = new WatchedPage(page);
  await page.goto(url);
  return await watched.settled({ width, ...rest });
}

/** Clicks so that what a link leads to is opened in a window of its own, and waits until that has settled. */
export async function visitByClick(
  context: BrowserContext,
  click: () => Promise<void>,
  options: Omit<VisitOptions, 'theme'> = {},
): Promise<Visit> {
  const opened = new Promise<WatchedPage>((resolve) => context.once('page', (page) => resolve(new WatchedPage(page))));
  await click();
  return await (await opened).settled(options);
}

class WatchedPage {
  readonly #complaints: string[] = [];
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

  async settled({ width = usualWidth, withinMs = 60_000 }: Omit<VisitOptions, 'theme'>): Promise<Visit> {
    const { page } = this;
    await page.waitForFunction(isDrawn, undefined, { timeout: withinMs });
    const settledMs = (await this.#traffic.quiet(withinMs)) - this.#start;
    // Panels below the window's edge are drawn only once they are in it.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(8000, height) });
    await this.#traffic.quiet(withinMs);
    return {
      page,
      panels: await page.evaluate(seePanels),
      complaints: this.#complaints,
      firstPaintMs: await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
      ),
      settledMs,
    };
  }
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
