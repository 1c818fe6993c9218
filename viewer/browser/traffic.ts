import type { Page, Request } from 'playwright-core';

const quietMs = 400;

/** The inbox's page asks for the next change, and waits for it. */
const isLongPoll = (request: Request) => new URL(request.url()).searchParams.has('wait');

/** Follows what a page asks for, to know when it has all it wanted. */
export class PageTraffic {
  #open = 0;
  #lastEnd = performance.now();

  constructor(page: Page) {
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

  /**
   * Resolves when nothing has been under way for a while.
   *
   * @returns when the last answer came, as `performance.now()` counts.
   */
  async quiet(withinMs: number): Promise<number> {
    const deadline = performance.now() + withinMs;
    const started = performance.now();
    while (performance.now() < deadline) {
      const since = performance.now() - Math.max(this.#lastEnd, started);
      if (this.#open <= 0 && since >= quietMs) return this.#lastEnd;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The page was still loading after ${withinMs / 1000} s`);
  }
}
