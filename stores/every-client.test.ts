import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Access } from './http/access';
import type { BackendError } from './http/backend-error';
import * as stores from './index';
import { answering } from './testing/answering';

type Client = new (...args: unknown[]) => object;

/** Classes that write questions and ask nobody. */
const asksNobody = new Set<string>(['SpanMetrics' satisfies keyof typeof stores]);

/** Whatever asks a store: each class that is made with an address. A new one is in it by itself. */
const clients = Object.entries(stores).filter((each): each is [string, Client] => {
  const [name, value] = each;
  if (asksNobody.has(name)) return false;
  return typeof value === 'function' && /^class\b/.test(String(value)) && !(value.prototype instanceof Error);
});

const made = (name: string, Client: Client, place: Access) =>
  name === 'Backend' ? new Client('store', place) : new Client(place);

/** What it can be asked, with something in the place of each argument. */
function everyQuestion(client: object, name: string): [string, () => unknown][] {
  const now = new Date();
  const window = { since: now, until: now, stepSeconds: 1, limit: 1, service: 'shop', match: 'up' };
  const first: Readonly<Record<string, unknown>> = {
    'LokiStore push': [],
    'Alertmanager post': [],
    'OtlpSender send': 'traces',
  };
  const isWindow = /^(search|traces|labelNames|series|tracedLines|everyStream)$/;
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter(
    (method) => !['constructor', 'link', 'through'].includes(method) && !method.startsWith('#'),
  );
  return methods.flatMap((method) => {
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(client), method)?.value;
    if (typeof own !== 'function') return [];
    const one = first[`${name} ${method}`] ?? (isWindow.test(method) ? window : name === 'Backend' ? '/x' : 'up');
    // A moment, a window, a schema: whatever is asked for next.
    const two = Object.assign(new Date(now), window, { safeParse: () => ({ success: true }) });
    return [[`${name}.${method}`, () => Reflect.apply(own, client, [one, two])]];
  });
}

const asked = async (question: () => unknown): Promise<BackendError | undefined> => {
  try {
    await question();
    return undefined;
  } catch (error) {
    return error as BackendError;
  }
};

const folder = mkdtempSync(join(tmpdir(), 'sightline-clients-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'secret'), 's3cr3t');
const secret = { file: join(folder, 'secret') };

/** Every way to be let in. */
const waysIn: readonly Omit<Access, 'url'>[] = [
  { bearerToken: secret },
  { basicAuth: { username: 'me', password: secret } },
  { headers: { 'X-Custom': secret } },
  { headers: { 'X-Api-Key': 's3cr3t' } },
];

/** That address is this machine, too, and is not called loopback: what is sent there would arrive. */
const beyondLoopback = (url: string) => url.replace('127.0.0.1', '0.0.0.0');

describe('every client', () => {
  it('is found', () => {
    expect(clients.map(([name]) => name).sort()).toEqual(
      expect.arrayContaining([
        'Alertmanager',
        'Backend',
        'Grafana',
        'JaegerStore',
        'LokiStore',
        'OtlpSender',
        'PrometheusStore',
        'TempoStore',
        'ZipkinStore',
      ]),
    );
  });

  it.each(clients)('%s takes no credentials along to where it is sent on', async (name, Client) => {
    await using elsewhere = await answering(() => ({ body: {} }));
    await using server = await answering(({ url }) => ({
      status: 307,
      headers: { location: `${elsewhere.url}${url}` },
      body: '',
    }));
    for (const way of waysIn) {
      const client = made(name, Client, { url: server.url, ...way });
      for (const [question, ask] of everyQuestion(client, name)) {
        const before = server.asked.length;
        await asked(ask);
        expect(server.asked.length, `${question} asked nobody: it is not tried`).toBeGreaterThan(before);
      }
    }
    expect(elsewhere.asked).toEqual([]);
  });

  it.each(clients)('%s sends no credentials over plain HTTP, but to this machine', async (name, Client) => {
    await using server = await answering(() => ({ body: {} }));
    for (const way of waysIn) {
      const client = made(name, Client, { url: beyondLoopback(server.url), ...way });
      for (const [question, ask] of everyQuestion(client, name)) {
        const error = await asked(ask);
        // What may be left unsaid is left unsaid.
        if (error) expect(error, question).toMatchObject({ code: 'BACKEND_ACCESS' });
      }
    }
    expect(server.asked).toEqual([]);
  });

  it.each(clients)('%s shows its credentials where it is let in by them', async (name, Client) => {
    const shown: unknown[] = [];
    await using server = await answering(({ headers }) => {
      shown.push(headers['x-custom']);
      return { body: {} };
    });
    for (const [, ask] of everyQuestion(made(name, Client, { url: server.url, headers: { 'X-Custom': secret } }), name))
      await asked(ask);
    expect(shown.length).toBeGreaterThan(0);
    expect(new Set(shown)).toEqual(new Set(['s3cr3t']));
  });
});
