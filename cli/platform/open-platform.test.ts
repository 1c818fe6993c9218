import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type AnsweringServer, answering, type Respond } from '@sightline/stores/testing';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { connections } from '../connections';
import type { Need } from './need';
import { openPlatform } from './open-platform';

const folder = mkdtempSync(join(tmpdir(), 'sightline-open-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A platform as a file describes it. */
function open(description: string, needs: readonly Need[], uses: readonly Need[] = []) {
  const path = join(folder, 'sightline.yaml');
  writeFileSync(path, `platforms:\n  mine: { ${description} }\n`);
  return openPlatform({ named: path, needs, uses, disturbs: undefined, agreed: false, tell: () => {} });
}

const dataSources = [
  { uid: 'p1', name: 'Mimir', type: 'prometheus', isDefault: true },
  { uid: 'p2', name: 'Other', type: 'prometheus', isDefault: false },
  { uid: 'l1', name: 'Loki', type: 'loki', isDefault: false },
  { uid: 't1', name: 'Jaeger', type: 'jaeger', isDefault: false },
  { uid: 'a1', name: 'Alerts', type: 'alertmanager', isDefault: false },
];

/** Grafana, as far as it is asked: who shows the token sees its data sources, and asks the stores behind them. */
const grafana = ({ sources = dataSources, hidden = false }: { sources?: object[]; hidden?: boolean } = {}) =>
  answering((request) => {
    if (request.headers.authorization !== 'Bearer let-me-in') return { status: 401, body: { message: 'Unauthorized' } };
    const path = request.url ?? '';
    if (path === '/api/datasources') return hidden ? { status: 403, body: { message: 'no' } } : { body: sources };
    if (path === '/api/frontend/settings')
      return { body: { datasources: Object.fromEntries(dataSources.map((each) => [each.name, each])) } };
    return stores(request);
  });

const stores: Respond = ({ url = '' }) => {
  if (url.startsWith('/api/datasources/proxy/uid/p1/api/v1/query'))
    return { body: { data: { resultType: 'vector', result: [{ metric: {}, value: [1, '7'] }] } } };
  if (url.startsWith('/api/datasources/proxy/uid/l1/loki/api/v1/labels')) return { body: { data: ['service_name'] } };
  if (url.startsWith('/api/datasources/proxy/uid/t1/api/traces/abc'))
    return { body: { data: [{ traceID: 'abc', spans: [jaegerSpan], processes: { p: { serviceName: 'shop' } } }] } };
  if (url.startsWith('/api/datasources/proxy/uid/a1/api/v2/alerts')) return { body: [] };
  return { status: 404, body: {} };
};

const jaegerSpan = { traceID: 'abc', spanID: '1', operationName: 'GET', startTime: 1, duration: 2, processID: 'p' };

describe('a platform behind Grafana', () => {
  writeFileSync(join(folder, 'token'), 'let-me-in');
  const behind = ({ url }: AnsweringServer) => `dashboards: { grafana: ${url}, bearerTokenFile: token }`;
  const all: readonly Need[] = ['traces', 'logs', 'metrics', 'alerts'];

  it.each([false, true])(
    'is asked through its data sources, by type, with one token (who may not list them: %s)',
    async (hidden) => {
      await using server = await grafana({ hidden });
      const opened = await open(
        `${behind(server)}, traces: grafana, logs: grafana, metrics: grafana, alerts: grafana`,
        all,
      );
      const { metrics, logs, traces, alerts } = connections(opened);
      expect(await metrics.query('up')).toEqual([{ labels: {}, value: 7 }]);
      expect(await logs.about()).toEqual({ clockAheadMs: 0 });
      expect((await traces.spans('abc'))?.map(({ service }) => service)).toEqual(['shop']);
      expect(await alerts.alerts()).toEqual([]);
    },
  );

  it('is shown by the uids that Grafana gives, and nowhere that a browser does not get', async () => {
    await using server = await grafana();
    const described = `${behind(server)}, metrics: http://127.0.0.1:1, traces: grafana`;
    const opened = connections(await open(described, ['metrics', 'traces'], ['dashboards']));
    expect(Object.keys(opened.links('abc'))).toEqual(['explore']);
    expect(opened.links('abc').explore).toContain('t1');
    const question = { datasource: 'loki', expr: '{a="b"}', since: new Date(0), until: new Date(1) } as const;
    expect(opened.explore(question)).toContain('l1');
  });

  it('is asked by the uid that is written', async () => {
    await using server = await grafana();
    const { platform } = await open(`${behind(server)}, metrics: { grafana: p2 }`, ['metrics']);
    expect(platform.metrics?.url).toBe(`${server.url}/api/datasources/proxy/uid/p2`);
  });

  it('has to be told which data source is meant, when there are several and no default, or none', async () => {
    await using server = await grafana({ sources: dataSources.map((each) => ({ ...each, isDefault: false })) });
    await expect(open(`${behind(server)}, metrics: grafana`, ['metrics'])).rejects.toThrow(
      'has several for metrics: write metrics: { grafana: <uid> } with one of p1 (Mimir, prometheus), p2 (Other, prometheus)',
    );
    await expect(open(`${behind(server)}, metrics: { grafana: p9 }`, ['metrics'])).rejects.toThrow(
      'none of the uid p9',
    );
    await using bare = await grafana({ sources: [] });
    await expect(open(`${behind(bare)}, metrics: grafana`, ['metrics'])).rejects.toThrow('no data source for metrics');
  });

  it('says that the token does not let in', async () => {
    await using server = await grafana();
    await expect(open(`dashboards: ${server.url}, metrics: grafana`, ['metrics'])).rejects.toMatchObject({
      code: 'BACKEND_ACCESS',
      status: 401,
    });
  });
});

/**
 * Stands in for kubectl, and really forwards: `service/<name> :<port>` leads to the port of this machine that it is told, and it
 * writes down what it was asked, and that it ended.
 */
const kubectl = `#!/usr/bin/env node
const { appendFileSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const args = process.argv.slice(2);
const log = (line) => appendFileSync(process.env.KUBECTL_LOG, line + '\\n');
log(args.join(' '));
const service = args.find((arg) => arg.startsWith('service/'));
if (service === 'service/none') {
  console.error('Error from server (NotFound): services "none" not found');
  process.exit(1);
}
const server = createServer((socket) => {
  const target = connect(Number(process.env.KUBECTL_TARGET), '127.0.0.1');
  socket.pipe(target).pipe(socket);
  for (const each of [socket, target]) each.on('error', () => {});
});
server.listen(0, '127.0.0.1', () =>
  console.log('Forwarding from 127.0.0.1:' + server.address().port + ' -> ' + args.at(-1).slice(1)),
);
process.on('SIGTERM', () => {
  log('ended');
  process.exit();
});
`;

describe('a platform in a cluster', () => {
  const log = join(folder, 'kubectl.log');
  const asked = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

  async function cluster() {
    const server = await answering(() => ({ body: { data: { resultType: 'vector', result: [] } } }));
    rmSync(log, { force: true });
    writeFileSync(join(folder, 'kubectl'), kubectl);
    chmodSync(join(folder, 'kubectl'), 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
    vi.stubEnv('KUBECTL_LOG', log);
    vi.stubEnv('KUBECTL_TARGET', new URL(server.url).port);
    return server;
  }

  it('is reached by kubectl, which ends with the command', async () => {
    await using _ = await cluster();
    const opened = await open(
      'kubernetes: { context: prod, namespace: o11y }, metrics: http://prometheus:9090, logs: http://loki.logging.svc:3100',
      ['metrics', 'logs'],
    );
    expect(await connections(opened).metrics.query('up')).toEqual([]);
    expect(asked().sort()).toEqual([
      '--context prod --namespace logging port-forward --address 127.0.0.1 service/loki :3100',
      '--context prod --namespace o11y port-forward --address 127.0.0.1 service/prometheus :9090',
    ]);
    opened.close?.();
    await expect.poll(() => asked().filter((line) => line === 'ended').length).toBe(2);
  });

  it('is left alone where a part is not in it, or not needed', async () => {
    await using server = await cluster();
    const opened = await open(`kubernetes: {}, metrics: ${server.url}, logs: http://loki:3100`, ['metrics']);
    expect(await connections(opened).metrics.query('up')).toEqual([]);
    expect(asked()).toEqual([]);
    opened.close?.();
  });

  it('says what kubectl says, or that there is none', async () => {
    await using _ = await cluster();
    await expect(open('kubernetes: {}, metrics: http://none:9090', ['metrics'])).rejects.toThrow(
      'services "none" not found',
    );
    vi.stubEnv('PATH', '/nowhere');
    await expect(open('kubernetes: {}, metrics: http://prometheus:9090', ['metrics'])).rejects.toThrow(
      'install kubectl',
    );
  });
});
