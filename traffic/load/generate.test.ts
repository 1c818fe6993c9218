import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { everyday } from '../funnel/funnel';
import { listening } from '../testing/listening';
import { generate, type LoadSettings } from './generate';
import { loadResult } from './load-result';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A shop that has everything and remembers who asked; it answers when `answer` lets it. */
async function openShop(answer: (asked: number) => Promise<number>) {
  const asked: { request: string; headers: IncomingHttpHeaders }[] = [];
  const { url, close } = await listening(async ({ method, url, headers }, response) => {
    if (url === '/health/live') return void response.end();
    asked.push({ request: `${method} ${url}`, headers });
    const status = await answer(asked.length);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{"id":"1","products":[{"sku":"CUP-001"}]}');
  });
  closing.push(close);
  return { asked, url };
}

const settings = (url: string, changes: Partial<LoadSettings> = {}): LoadSettings => ({
  runId: '0a1b2c3d',
  profile: { name: 'test', title: '', requestsPerSecond: 300, seconds: 0.3, shape: () => 1, funnel: everyday },
  requestsPerSecond: 300,
  seconds: 0.3,
  seed: 1,
  url,
  apiKey: 'a key of the tests',
  thinkMs: { min: 0, max: 1 },
  ...changes,
});

const watching = (signal = new AbortController().signal) => ({ signal, onProgress: () => {} });

describe('the load generator', () => {
  it('gives each request a sampled trace of its own that begins with the id of the run', async () => {
    const { asked, url } = await openShop(async () => 201);
    const result = await generate(settings(url, { fault: 'slow-query' }), watching());
    const parents = asked.map(({ headers }) => String(headers.traceparent));
    expect(parents.every((parent) => /^00-0a1b2c3d[0-9a-f]{24}-[0-9a-f]{16}-01$/.test(parent))).toBe(true);
    expect(new Set(parents).size).toBe(asked.length);
    expect(asked.every(({ headers }) => headers['x-fault'] === 'slow-query')).toBe(true);
    expect(result.sent).toBe(asked.length);
    expect(loadResult.parse(JSON.parse(JSON.stringify(result)))).toMatchObject({ failed: 0, ended: 'complete' });
  });

  it('lets visitors come at their time although the shop answers nobody', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { asked, url } = await openShop(async () => {
      await opened;
      return 200;
    });
    const running = generate(settings(url), watching());
    await expect.poll(() => asked.length).toBeGreaterThan(10);
    open();
    const { latency, perSecond } = await running;
    expect(latency.max).toBeGreaterThan(0);
    expect(perSecond.reduce((sum, { sent }) => sum + sent, 0)).toBe(asked.length);
  });

  it('sends the same visitors again for the same seed', async () => {
    const requests = async (seed: number) => {
      const { asked, url } = await openShop(async () => 200);
      await generate(settings(url, { seed }), watching());
      return asked.map(({ request }) => request).sort();
    };
    const first = await requests(3);
    expect(await requests(3)).toEqual(first);
    expect(await requests(4)).not.toEqual(first);
  });

  it('counts what the shop refuses, and what gets no answer, as failed', async () => {
    const { url } = await openShop(async () => 503);
    const refused = await generate(settings(url), watching());
    expect(refused.failed).toBe(refused.sent);
    closing.splice(0).forEach((close) => {
      close();
    });
    const closed = await generate(settings(url), watching());
    expect(closed.failures[0]).toMatchObject({ error: 'ECONNREFUSED' });
  });

  it('stops at once when it is told to, and has a result all the same', async () => {
    const stopping = new AbortController();
    const { url } = await openShop(async (asked) => {
      if (asked === 20) stopping.abort();
      return 200;
    });
    const result = await generate(settings(url, { seconds: 3600 }), watching(stopping.signal));
    expect(result).toMatchObject({ ended: 'stopped' });
    expect(result.sent).toBeGreaterThanOrEqual(20);
  });
});
