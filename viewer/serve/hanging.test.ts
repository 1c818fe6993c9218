import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { endlessAnswer, type HangingPeer, hangingPeer } from '../../observability/testing/hanging-peer';
import { hurrySignals } from '../../observability/testing/hurry';
import { app } from './app';

const folder = mkdtempSync(join(tmpdir(), 'viewer-hanging-'));
let silent: HangingPeer;
let trickling: HangingPeer;
let viewer: Server;
let base: string;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<title>page</title>');
  silent = await hangingPeer();
  trickling = await hangingPeer(endlessAnswer());
  const [never, slowly] = [`http://${silent.address}`, `http://${trickling.address}`];
  viewer = app({
    host: '127.0.0.1',
    port: 0,
    backends: { prometheus: never, loki: slowly, alertmanager: never },
    traces: { url: never, store: 'zipkin' },
    dashboards: folder,
    page: folder,
  });
  await new Promise<void>((resolve) => viewer.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(viewer.address() as AddressInfo).port}`;
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  viewer.closeAllConnections();
  viewer.close();
  await Promise.all([silent.close(), trickling.close()]);
  rmSync(folder, { recursive: true });
});

describe('a data source', () => {
  it('that never answers is told as late', async () => {
    const limits = hurrySignals();
    const answer = await fetch(`${base}/api/datasources/proxy/uid/prometheus/api/v1/query?query=up`);
    expect([answer.status, await answer.text()]).toEqual([504, expect.stringContaining('within 25 s')]);
    expect(limits).toEqual([25_000]);
    await expect.poll(() => silent.open.size).toBe(0);
  });

  it('whose answer never ends has it broken off', async () => {
    hurrySignals();
    const answer = await fetch(`${base}/api/datasources/proxy/uid/loki/loki/api/v1/labels`);
    await expect(answer.text()).rejects.toThrow();
    await expect.poll(() => trickling.open.size).toBe(0);
  });

  it('of traces that never answers is told as late', async () => {
    hurrySignals();
    const answer = await fetch(`${base}/api/traces?service=order`);
    expect(answer.status).toBe(504);
    await expect.poll(() => silent.open.size).toBe(0);
  });
});
