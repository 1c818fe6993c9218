import type { Page, Request, Route } from 'playwright-core';

const quietMs = 400;

/** The inbox's page asks for the next change, and waits for it. */
const isLongPoll = (request: Request) => new URL(request.url()).searchParams.has('wait');

/** What the page is made of, in contrast to what it shows. */
const isPartOfPage = ({ pathname }: URL) => /\.(?:js|css|json|svg|woff2?|png|ico)$/.test(pathname);

/** Follows what a page asks for, to know when it has all it wanted. */
export class PageTraffic {
  readonly #held: Route[] = [];
  #open = 0;
  #lastEnd = performance.now();

  constructor(private readonly page: Page) {
    page.on('request', (request) => {
      if (!isLongPoll(request)) this.#open++;
    });
    const ended = (request: Request) => {
      if (isLongPoll(request)) return;
      this.#open--;
      this.#lastEnd = performance.now();
    };
    page.on('requestfinished', ended).on('requestfailed', ended);
  }

  /** From now on, what the page asks for so as to show it is held back: it stays as it is while it loads. */
  async hold(): Promise<void> {
    const isAsked = (url: URL) => !isPartOfPage(url);
    await this.page.route(isAsked, (route) => {
      const type = route.request().resourceType();
      if (type === 'fetch' || type === 'xhr') this.#held.push(route);
      else return route.continue();
    });
  }

  /** Has everything answered that is held back; what is asked for afterwards is held back again. @returns how many there were. */
  async letGo(): Promise<number> {
    const held = this.#held.splice(0);
    await Promise.all(held.map((route) => route.continue()));
    return held.length;
  }

  /**
   * Resolves when nothing has been under way for a while, but for what is held back.
   *
   * @returns when the last answer came, as `performance.now()` counts.
   */
  async quiet(withinMs: number): Promise<number> {
    const deadline = performance.now() + withinMs;
    const started = performance.now();
    while (performance.now() < deadline) {
      const since = performance.now() - Math.max(this.#lastEnd, started);
      if (this.#open <= this.#held.length && since >= quietMs) return this.#lastEnd;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The page was still loading after ${withinMs / 1000} s`);
  }
}
