import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { defaultPorts, inRepository, type PlatformState, type PortName, portVariable } from '@sightline/stack';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { composePlatform } from './compose';

const folder = mkdtempSync(join(tmpdir(), 'sightline-compose-'));
let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
  vi.stubEnv('SIGHTLINE_PORT_PROMETHEUS', String(port));
  vi.stubEnv('SIGHTLINE_API_KEY', 'key');
});
afterEach(() => {
  server.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Docker, as far as it is asked: it says what runs. */
function docker(prints: string, code = 0) {
  const bin = mkdtempSync(`${folder}-bin-`);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\ncat <<'END'\n${prints}\nEND\nexit ${code}\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
}

const running = (...services: string[]) => services.map((Service) => ({ Service, State: 'running' }));
const lines = (services: object[]) => services.map((each) => JSON.stringify(each)).join('\n');

describe('what docker compose runs', () => {
  it.each([
    ['a line for each', lines(running('order', 'zipkin', 'victorialogs', 'viewer', 'prometheus'))],
    ['a list', JSON.stringify(running('order', 'zipkin', 'victorialogs', 'viewer', 'prometheus'))],
  ])('is found by its published ports, with what took whose place (docker prints %s)', async (_, prints) => {
    docker(prints);
    const open = await composePlatform(undefined);
    expect(open).toMatchObject({ name: 'compose', kind: 'compose', shop: { logStore: 'victorialogs' } });
    expect(open?.platform).toMatchObject({
      traces: { store: 'zipkin' },
      metrics: { url: `http://127.0.0.1:${port}` },
      dashboards: { url: 'http://127.0.0.1:3000' },
    });
  });

  it('keeps traces and logs where the official images do', async () => {
    docker(lines(running('order', 'tempo', 'loki', 'grafana')));
    expect(await composePlatform(undefined)).toMatchObject({
      platform: { traces: { store: 'tempo' } },
      shop: { logStore: 'loki' },
    });
  });

  it('is at other ports than an offset says: only single ports are moved', async () => {
    docker(lines(running('order', 'tempo', 'loki')));
    vi.stubEnv('SIGHTLINE_PORT_OFFSET', '1000');
    expect((await composePlatform(undefined))?.platform.logs?.url).toBe('http://127.0.0.1:3100');
  });

  it.each<[string, () => void]>([
    ['nothing of it runs', () => docker('')],
    ['it has ended', () => docker(lines([{ Service: 'order', State: 'exited' }]))],
    ['docker cannot be asked', () => docker('permission denied', 1)],
    ['there is no docker', () => vi.stubEnv('PATH', '/nowhere')],
    ['nobody listens', () => void vi.stubEnv('SIGHTLINE_PORT_PROMETHEUS', '1')],
  ])('is nothing when %s', async (_, given) => {
    given();
    expect(await composePlatform(undefined)).toBeUndefined();
  });

  it('is nothing when what listens is what `npm start` runs', async () => {
    docker(lines(running('order', 'tempo', 'loki')));
    const local = { addresses: { ports: { prometheus: port } } } as unknown as PlatformState;
    expect(await composePlatform(local)).toBeUndefined();
  });

  it.each(['docker-compose.yml', 'docker-compose.permissive.yml'])(
    'publishes what `npm start` listens at, each port moved by its own variable: %s',
    (file) => {
      const withoutTags = readFileSync(inRepository(file), 'utf8').replaceAll(/!(reset|override)/g, '');
      const { services } = parse(withoutTags, { merge: true }) as {
        services: Record<string, { ports?: string[] | null }>;
      };
      const published = Object.values(services).flatMap(({ ports }) => ports ?? []);
      const known = (Object.entries(defaultPorts) as [PortName, number][]).map(
        ([name, number]) => `127.0.0.1:\${${portVariable(name)}:-${number}}`,
      );
      expect(published.length).toBeGreaterThan(0);
      expect(published.map((each) => each.replace(/:\d+$/, '')).filter((each) => !known.includes(each))).toEqual([]);
    },
  );
});
