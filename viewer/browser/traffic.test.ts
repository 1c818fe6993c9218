import { EventEmitter } from 'node:events';
import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PageTraffic } from './traffic';

/** As much of a browser's page as is followed. */
class AskingPage extends EventEmitter {
  #handle?: (route: Route) => unknown;
  #isAsked: (url: URL) => boolean = () => false;

  async route(isAsked: (url: URL) => boolean, handle: (route: Route) => unknown): Promise<void> {
    this.#isAsked = isAsked;
    this.#handle = handle;
  }

  /** @param then what the page does once it is answered. */
  ask(path: string, then: () => void = () => {}): void {
    const request = { url: () => `http://viewer${path}`, resourceType: () => 'fetch' };
    const answer = async () => {
      this.emit('requestfinished', request);
      then();
    };
    this.emit('request', request);
    if (this.#isAsked(new URL(request.url()))) {
      void this.#handle?.({ request: () => request, continue: answer } as unknown as Route);
    } else void answer();
  }
}

const follow = () => {
  const page = new AskingPage();
  return { page, traffic: new PageTraffic(page as unknown as Page) };
};

describe('a page whose questions are held back', () => {
  it('is quiet while it waits, and goes on one step each time they are let go', async () => {
    const { page, traffic } = follow();
    await traffic.hold();
    const answered: string[] = [];
    page.ask('/api/dashboards/uid/one', () => {
      answered.push('dashboard');
      for (const panel of [1, 2]) page.ask(`/api/datasources/${panel}`, () => answered.push(`panel ${panel}`));
    });
    await traffic.quiet(5_000);
    expect(answered).toEqual([]);
    expect(await traffic.letGo()).toBe(1);
    await traffic.quiet(5_000);
    expect(answered).toEqual(['dashboard']);
    expect(await traffic.letGo()).toBe(2);
    await traffic.quiet(5_000);
    expect(answered).toEqual(['dashboard', 'panel 1', 'panel 2']);
    expect(await traffic.letGo()).toBe(0);
  });

  it('still gets what it is made of', async () => {
    const { page, traffic } = follow();
    await traffic.hold();
    let isDrawn = false;
    page.ask('/public/img/icons/sync.svg', () => {
      isDrawn = true;
    });
    expect(isDrawn).toBe(true);
    expect(await traffic.letGo()).toBe(0);
  });
});

it('a page that waits for an answer is not quiet', async () => {
  const { page, traffic } = follow();
  page.emit('request', { url: () => 'http://viewer/api/search' });
  await expect(traffic.quiet(600)).rejects.toThrow('still loading');
});
