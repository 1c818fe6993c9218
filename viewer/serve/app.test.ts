import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app } from './app';

const listening = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const folder = mkdtempSync(join(tmpdir(), 'viewer-'));
const page = join(folder, 'page');
const dashboards = join(folder, 'dashboards');
mkdirSync(join(page, 'assets'), { recursive: true });
mkdirSync(dashboards);
writeFileSync(join(page, 'index.html'), '<title>page</title>');
writeFileSync(join(page, 'assets', 'app-1.js'), 'plain');
writeFileSync(join(page, 'assets', 'app-1.js.br'), 'compressed');
writeFileSync(
  join(dashboards, 'one.json'),
  JSON.stringify({ uid: 'one', title: 'The first one', description: 'of many', tags: ['sightline'], panels: [] }),
);
writeFileSync(join(dashboards, 'list.json'), JSON.stringify({ names: [] }));

const platformState = join(folder, 'state.json');

const asked: string[] = [];
const backend = createServer((incoming, answer) => {
  let body = '';
  incoming.on('data', (chunk) => {
    body += chunk;
  });
  incoming.on('end', () => {
    asked.push(`${incoming.method} ${incoming.url} ${body}`.trim());
    answer.setHeader('content-type', 'application/json').end('{"data":[]}');
  });
});

let viewer: Server;
let base: string;

beforeAll(async () => {
  const prometheus = await listening(backend);
  viewer = app({
    host: '127.0.0.1',
    port: 0,
    backends: { prometheus, loki: prometheus, alertmanager: 'http://127.0.0.1:9' },
    traces: { url: prometheus, store: 'zipkin' },
    dashboards,
    page,
    platformState,
  });
  base = await listening(viewer);
});
afterAll(() => {
  viewer.close();
  backend.close();
});

const proxied = (path: string, init?: RequestInit) => fetch(`${base}/api/datasources/proxy/uid/${path}`, init);

describe('the viewer', () => {
  it('says what of the platform is still being built, and nothing once it is whole', async () => {
    const said = async () => (await fetch(`${base}/api/platform`)).json();
    expect(await said()).toEqual({});
    const left = { fromMs: 60_000, toMs: 120_000 };
    const prometheus = { title: 'Prometheus', status: 'installing', installing: { doing: 'linking', left } };
    writeFileSync(platformState, JSON.stringify({ components: [{ title: 'Bank', status: 'ready' }, prometheus] }));
    expect(await said()).toEqual({ incomplete: 'Still being built: Prometheus, about 1 to 2 min yet' });
    const failure = { code: 'ENGINE_UNAVAILABLE', problem: 'no space left', remedy: 'free some' };
    writeFileSync(platformState, JSON.stringify({ components: [{ title: 'Prometheus', status: 'failed', failure }] }));
    expect(await said()).toEqual({ incomplete: 'Not to be had: Prometheus' });
    writeFileSync(platformState, JSON.stringify({ components: [{ title: 'Prometheus', status: 'ready' }] }));
    expect(await said()).toEqual({});
  });

  it('serves the page compressed, its assets for good, and lets it load nothing from elsewhere', async () => {
    const asset = await fetch(`${base}/assets/app-1.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(await asset.text()).toBe('plain');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await headersOf('/assets/app-1.js', { 'accept-encoding': 'gzip, br' })).toMatchObject({
      'content-encoding': 'br',
    });
  });

  it('answers every address of the page with the page, and no file outside of it', async () => {
    expect(await (await fetch(`${base}/d/one/the-first-one?from=now-5m`)).text()).toContain('page');
    expect((await fetch(`${base}/assets/none.js`)).status).toBe(404);
    expect((await fetch(`${base}/..%2f..%2fetc/passwd.html`)).status).toBe(404);
  });

  it('refuses a name that was made to point here, and reading from another site', async () => {
    expect(await statusWith({ host: 'rebound.example' })).toBe(421);
    expect(await statusWith({ host: 'localhost:3000' })).toBe(200);
    expect(await statusWith({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  });

  it('lists and gives dashboards as Grafana does', async () => {
    const found = await (await fetch(`${base}/api/search?query=first&tag=sightline`)).json();
    expect(found).toEqual([expect.objectContaining({ uid: 'one', url: '/d/one/the-first-one', type: 'dash-db' })]);
    expect(await (await fetch(`${base}/api/search?query=other`)).json()).toEqual([]);
    expect(await (await fetch(`${base}/api/dashboards/uid/one`)).json()).toMatchObject({
      dashboard: { title: 'The first one' },
    });
    expect((await fetch(`${base}/api/dashboards/uid/two`)).status).toBe(404);
  });

  it('passes queries on, as they were asked', async () => {
    await proxied('prometheus/api/v1/query?query=up%7Ba%3D%22b%22%7D');
    const form = { method: 'POST', body: new URLSearchParams({ query: 'up', step: '5' }) };
    await proxied('prometheus/api/v1/query_range', form);
    expect(asked.slice(-2)).toEqual([
      'GET /api/v1/query?query=up%7Ba%3D%22b%22%7D',
      'POST /api/v1/query_range query=up&step=5',
    ]);
  });

  it.each([
    ['POST', 'prometheus/api/v1/admin/tsdb/delete_series?match[]=up'],
    ['POST', 'prometheus/api/v1/write'],
    ['POST', 'prometheus/-/reload'],
    ['GET', 'prometheus/debug/pprof/heap'],
    ['GET', 'prometheus/api/v1/query/../status/config'],
    ['POST', 'loki/loki/api/v1/push'],
    ['DELETE', 'loki/loki/api/v1/query'],
    ['POST', 'alertmanager/api/v2/silences'],
  ])('refuses %s %s, which is no reading', async (method, path) => {
    const before = asked.length;
    expect((await proxied(path, { method })).status).toBe(403);
    expect(asked.length).toBe(before);
  });

  it('says which backend does not answer', async () => {
    const answer = await proxied('alertmanager/api/v2/alerts');
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('alertmanager does not answer at http://127.0.0.1:9');
    expect((await proxied('influx/query')).status).toBe(404);
  });

  it('cannot be written to', async () => {
    expect((await fetch(`${base}/api/dashboards/uid/one`, { method: 'DELETE' })).status).toBe(405);
  });
});

async function ask(path: string, headers: Record<string, string>) {
  const { port } = new URL(base);
  return await new Promise<{ status: number; headers: object }>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    })
      .on('error', reject)
      .end();
  });
}

const headersOf = async (path: string, headers: Record<string, string>) => (await ask(path, headers)).headers;
const statusWith = async (headers: Record<string, string>) => (await ask('/api/health', headers)).status;
