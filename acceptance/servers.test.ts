import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiKeys, rights } from '@sightline/access';
import { serverLimits, underTls } from '@sightline/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInbox } from '../inbox/inbox';
import { Deliveries } from '../inbox/keep/deliveries';
import { createLokiApi } from '../loki-api/serve/server';
import { productionFiles, root, workspaceFolders } from '../observability/testing/production-files';
import { createBank } from '../services/bank/bank';
import { createFlagService } from '../services/flags/flag-service';
import { Front } from '../services/front/front';
import { createApp, HttpApiModule } from '../services/http-api/index';
import { app as createViewer } from '../viewer/serve/app';

const folder = mkdtempSync(join(tmpdir(), 'sightline-servers-'));
writeFileSync(join(folder, 'index.html'), '<title>page</title>');
const nowhere = 'http://127.0.0.1:9';
const links = { inbox: nowhere, dashboards: nowhere, alertmanager: nowhere };
const keys = new ApiKeys({ anonymous: [...rights], keys: [] });

class ShopModule {}

/** What the order and the payment service are made by. */
async function createShop(): Promise<Server> {
  const app = await createApp(
    { module: ShopModule, imports: [HttpApiModule] },
    { RATE_LIMIT_PER_SECOND: 1_000, RATE_LIMIT_BURST: 1_000 },
    { title: 'Shop', description: 'For this test' },
    { keys },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app.getHttpServer();
}

async function ofFastify(app: ReturnType<typeof createBank>): Promise<Server> {
  await app.ready();
  return app.server as Server;
}

interface Subject {
  readonly name: string;
  readonly create: () => Promise<Server>;
  /** Where a body is read. */
  readonly reads: string;
  readonly connectionTimeout?: number;
}

const json = 'content-type: application/json';
const form = 'content-type: application/x-www-form-urlencoded';

const subjects: readonly Subject[] = [
  { name: 'order and payment', create: createShop, reads: `POST /nowhere HTTP/1.1\r\n${json}` },
  { name: 'bank', create: () => ofFastify(createBank()), reads: `POST /charges HTTP/1.1\r\n${json}` },
  {
    name: 'flags',
    create: () => ofFastify(createFlagService({ keys })),
    reads: `PUT /flags/slow-query HTTP/1.1\r\n${json}`,
  },
  {
    name: 'front',
    create: async () => {
      const front = new Front({
        host: '127.0.0.1',
        services: [{ name: 'order', port: 0, instances: [{ name: 'order-1', url: nowhere }] }],
      });
      return front.servers.order as Server;
    },
    reads: `POST /nowhere HTTP/1.1\r\n${json}`,
  },
  {
    name: 'inbox',
    create: () =>
      ofFastify(
        createInbox({
          deliveries: new Deliveries({ file: join(folder, 'notifications.ndjson') }),
          onDelivery: () => {},
          host: '127.0.0.1',
          report: () => {},
          links,
          runbooks: folder,
          assets: join(root, 'inbox', 'page'),
        }),
      ),
    reads: `POST /notify/pager HTTP/1.1\r\n${json}`,
  },
  {
    name: 'viewer',
    create: async () =>
      createViewer({
        host: '127.0.0.1',
        port: 0,
        backends: { prometheus: nowhere, loki: nowhere, alertmanager: nowhere },
        traces: { url: nowhere, store: 'zipkin' },
        dashboards: folder,
        page: folder,
      }),
    reads: `POST /api/datasources/proxy/uid/prometheus/api/v1/query HTTP/1.1\r\n${form}`,
  },
  {
    name: 'loki-api',
    create: async () => createLokiApi({ victoriaLogs: { url: nowhere }, report: () => {} }),
    reads: `POST /loki/api/v1/query HTTP/1.1\r\n${form}`,
    connectionTimeout: 75_000,
  },
];

afterAll(() => rmSync(folder, { recursive: true }));

/** Says one thing after the other and does not end. Resolves when the other end has had enough. */
function endOf(server: Server, { sends, trickles = '' }: { sends: string; trickles?: string }): Promise<'ended'> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(sends));
    const trickle = setInterval(() => trickles && socket.writable && socket.write(trickles), 50);
    socket.resume().on('error', () => {});
    socket.on('close', () => {
      clearInterval(trickle);
      resolve('ended');
    });
  });
}

describe.each(subjects)('$name', ({ create, reads, connectionTimeout = serverLimits.connectionTimeout }) => {
  let server: Server;
  beforeAll(async () => {
    server = await create();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('waits for its clients as long as all servers do, and lets go of those that hang', async () => {
    const { http, requestTimeout, keepAliveTimeout } = serverLimits;
    expect(server).toMatchObject({
      headersTimeout: http.headersTimeout,
      requestTimeout,
      keepAliveTimeout,
      timeout: connectionTimeout,
    });

    // The same clock, but faster.
    Object.assign(server, { headersTimeout: 200, requestTimeout: 400, keepAliveTimeout: 300 });
    const host = `host: 127.0.0.1:${(server.address() as AddressInfo).port}\r\n`;
    const body = `${reads}\r\n${host}content-length: 500\r\n\r\n`;
    const ends = await Promise.all([
      endOf(server, { sends: '' }),
      endOf(server, { sends: `GET / HTTP/1.1\r\n${host}` }),
      endOf(server, { sends: `GET / HTTP/1.1\r\n${host}x-a: `, trickles: 'a' }),
      endOf(server, { sends: body }),
      endOf(server, { sends: `${body}{"a":"`, trickles: 'a' }),
      endOf(server, { sends: `GET / HTTP/1.1\r\n${host}\r\n` }),
    ]);
    expect(ends).toHaveLength(6);
  });

  it('closes a connection on which nothing moves', async () => {
    server.setTimeout(200);
    server.headersTimeout = 60_000;
    expect(await endOf(server, { sends: 'GET / HTTP/1.1\r\n' })).toBe('ended');
  });
});

describe('every server of ours', () => {
  const files = workspaceFolders().flatMap((folder) => productionFiles(join(root, folder)));
  const making = (pattern: RegExp) =>
    [...new Set(files)].filter((file) => pattern.test(readFileSync(file, 'utf8'))).map((file) => relative(root, file));

  /** What a bench measures without us is made without us, and so is what stands in the way of a store. */
  const isOurs = (file: string) => !file.startsWith('bench/');

  it('of Node.js is made with these limits', () => {
    const made = making(/import \{[^}]*\bcreateServer\b[^}]*\} from 'node:https?'/);
    expect(made.filter(isOurs)).toEqual(['services/config/server-limits.ts']);
  });

  it('of Fastify is made with these limits', () => {
    const made = making(/\bfastify\(|new \w*Adapter\(/);
    expect(made.length).toBeGreaterThanOrEqual(4);
    const limited = /\.\.\.(?:limits,|fastifyServer\()/;
    const ours = made.filter(isOurs);
    expect(ours.filter((file) => !limited.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('waits for a handshake no longer than for headers, where it speaks TLS', () => {
    const made = making(/\bhttps: \{|createTlsServer\(/).filter(isOurs);
    expect(made).toEqual(
      expect.arrayContaining(['services/config/server-limits.ts', 'services/http-api/create-app.ts']),
    );
    const limited = /\.\.\.underTls\(/;
    expect(made.filter((file) => !limited.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
    expect(underTls({}).handshakeTimeout).toBe(serverLimits.http.headersTimeout);
  });
});
