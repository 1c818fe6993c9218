import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect as plainConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as secureConnect } from 'node:tls';
import { promisify } from 'node:util';
import { deadLetterTopicOf, ordersTopic, paymentsTopic } from '@sightline/contracts';
import { inRepository, type Platform, startPlatform } from '@sightline/stack';
import { fetchOver } from '@sightline/stores';
import {
  type AclEntry,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PortName } from './addresses';
import { homeAt } from './home';
import { keepSecrets, type Secrets } from './secrets';
import { portOffsetBeside } from './test-run/ports-beside';
import { Authority, type Identity } from './tls/authority';
import { certificatesIn, type IdentityName, identities, storeClients } from './tls/certificates';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sightline-secure-'));
const home = homeAt(join(folder, 'home'));
const files = certificatesIn(home.certificates);
const read = (file: string) => readFileSync(file, 'utf8');
let platform: Platform;
let secrets: Secrets;
let strangers: Authority;

beforeAll(async () => {
  vi.stubEnv('SIGHTLINE_HOME', home.path);
  vi.stubEnv('SIGHTLINE_PORT_OFFSET', portOffsetBeside('secure'));
  vi.stubEnv('SIGHTLINE_SECURE', 'on');
  platform = await startPlatform({
    only: [
      'order',
      'payment',
      'flags',
      'collector',
      'prometheus',
      'alertmanager',
      'zipkin',
      'loki-api',
      'inbox',
      'viewer',
    ],
  });
  secrets = keepSecrets(home.secretsFile);
  strangers = await Authority.make('somebody else');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const at = () => platform.state().addresses;
/** As a program that trusts the platform's authority, and shows no certificate. */
const ask = (url: string, init?: RequestInit) =>
  fetchOver({ ca: files.authority })(url, { ...init, signal: AbortSignal.timeout(10_000) });
const own = (name: IdentityName): Identity => ({
  certificate: read(files.of(name).certificate),
  key: read(files.of(name).key),
});

describe('where each proves who it is', () => {
  const keyed = (apiKey: string, more: object = {}) => ({
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    ...more,
  });

  it('an order is taken and paid: service, database, Kafka and bank have found each other', async () => {
    const { apiKey, addresses } = platform.state();
    const { products } = (await (await ask(`${addresses.url('order')}/products?limit=1`)).json()) as {
      products: { sku: string }[];
    };
    const order = {
      items: [{ sku: products[0]?.sku, quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      paymentToken: 'tok_ok',
    };
    const placed = await ask(
      `${addresses.url('order')}/orders`,
      keyed(apiKey, { method: 'POST', body: JSON.stringify(order) }),
    );
    expect(placed.status).toBe(201);
    const { id } = (await placed.json()) as { id: string };
    const status = async () =>
      ((await (await ask(`${addresses.url('order')}/orders/${id}`, keyed(apiKey))).json()) as { status: string })
        .status;
    await expect.poll(status, { timeout: 60_000, interval: 250 }).toBe('paid');
  });

  it('the collector is told of it by spans and by lines, sees Kafka and PostgreSQL, and refuses nothing', async () => {
    const counted = async () => {
      const page = await (await ask(`${at().url('collectorMetrics')}/metrics`)).text();
      const of = (metric: string, receiver: string) =>
        [...page.matchAll(new RegExp(`^otelcol_receiver_${metric}.*receiver="${receiver}".* (\\S+)$`, 'gm'))].reduce(
          (sum, [, value]) => sum + Number(value),
          0,
        );
      return {
        spans: of('accepted_spans', 'otlp') > 0,
        lines: of('accepted_log_records', 'loki') > 0,
        kafka: of('accepted_metric_points', 'kafkametrics') > 0,
        postgresql: of('accepted_metric_points', 'postgresql') > 0,
        refused: of('refused_(?:spans|log_records)', '[^"]+'),
      };
    };
    await expect
      .poll(counted, { timeout: 60_000, interval: 250 })
      .toEqual({ spans: true, lines: true, kafka: true, postgresql: true, refused: 0 });
  });

  it('nobody sees or does anything without a key', async () => {
    const { addresses, shopperKey } = platform.state();
    const codes = async (headers: Record<string, string>) =>
      Promise.all(
        [
          `${addresses.url('order')}/orders`,
          `${addresses.url('flags')}/flags`,
          `${addresses.url('payment')}/dead-letters`,
        ].map(async (url) => (await ask(url, { headers })).status),
      );
    expect(await codes({})).toEqual([401, 401, 401]);
    expect(await codes({ 'x-api-key': shopperKey })).toEqual([200, 403, 403]);
  });
});

/** What a door says to who knocks: the status of its answer, or `shut` where it does not even listen. */
function knock(port: PortName, path: string, as: Knocking = {}): Promise<number | 'shut'> {
  const { identity, ca = read(files.authority), headers = {}, plain = false, method = 'GET', body } = as;
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: at().ports[port], path, method, headers, agent: false, timeout: 10_000 };
    const known = { ca, ...(identity && { cert: identity.certificate, key: identity.key }) };
    const request = plain ? plainRequest(options) : secureRequest({ ...options, ...known });
    request
      .on('response', (response) => {
        response.resume().on('error', () => {});
        resolve(response.statusCode ?? 0);
      })
      .on('timeout', () => request.destroy())
      .on('error', () => resolve('shut'))
      .end(body);
  });
}

interface Knocking {
  readonly identity?: Identity;
  readonly ca?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly plain?: boolean;
  readonly method?: string;
  readonly body?: string;
}

const json = { 'content-type': 'application/json' };
const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
const isOpen = (answer: number | 'shut') => answer !== 'shut' && answer < 400;

describe.each([
  { store: 'Prometheus', port: 'prometheus', path: '/api/v1/query?query=up', clients: storeClients.prometheus },
  { store: 'Alertmanager', port: 'alertmanager', path: '/api/v2/status', clients: storeClients.alertmanager },
  { store: 'loki-api', port: 'loki', path: '/loki/api/v1/labels', clients: storeClients['loki-api'] },
  // It knows no names.
  { store: 'Zipkin', port: 'zipkin', path: '/api/v2/services', clients: identities },
] as const)('$store', ({ port, path, clients }) => {
  it('opens to those whose certificates are named, and to none of the others', async () => {
    const opens = async (name: IdentityName) =>
      (await knock(port, path, { identity: own(name) })) === 200 ? [name] : [];
    expect((await Promise.all(identities.map(opens))).flat().sort()).toEqual([...clients].sort());
  });

  it.each<[string, () => Promise<Knocking> | Knocking]>([
    ['plain text', () => ({ plain: true })],
    ['who has no certificate', () => ({})],
    ['one of another authority', async () => ({ identity: await strangers.issue({ name: 'operator', hosts }) })],
    ['one that has ended', async () => ({ identity: await ended() })],
    ['a key in place of a certificate', () => ({ headers: { 'x-api-key': platform.state().apiKey } })],
  ])('stays shut to %s', async (_, knocking) => {
    expect(isOpen(await knock(port, path, await knocking()))).toBe(false);
  });

  it('is not believed where another authority is trusted', async () => {
    expect(await knock(port, path, { identity: own('operator'), ca: strangers.certificate })).toBe('shut');
  });
});

describe('VictoriaLogs', () => {
  const path = '/select/logsql/streams?query=*';
  const password = () => read(home.key('victorialogs')).trim();

  it('opens to its password alone', async () => {
    expect(await knock('victorialogs', path, { headers: basic('sightline', password()) })).toBe(200);
    expect(await knock('victorialogs', path, { headers: basic('sightline', 'wrong') })).toBe(401);
    expect(await knock('victorialogs', path, { headers: basic('another', password()) })).toBe(401);
    expect(await knock('victorialogs', path, { identity: own('operator') })).toBe(401);
    expect(await knock('victorialogs', '/metrics')).toBe(401);
    expect(isOpen(await knock('victorialogs', path, { plain: true, headers: basic('sightline', password()) }))).toBe(
      false,
    );
  });

  it('takes no line from who does not know it', async () => {
    const line = { method: 'POST', body: '{"_msg":"forged"}', headers: json };
    expect(await knock('victorialogs', '/insert/jsonline', line)).toBe(401);
  });
});

describe.each([
  {
    page: 'the viewer',
    port: 'grafana',
    paths: ['/', '/api/search', '/api/datasources/proxy/uid/prometheus/api/v1/query?query=up'],
  },
  { page: 'the inbox', port: 'inbox', paths: ['/', '/runbooks', '/api/notifications', '/inbox.css'] },
] as const)('$page', ({ port, paths }) => {
  const answers = (as: Knocking) => Promise.all(paths.map((path) => knock(port, path, as)));
  const all = (answer: number | 'shut') => paths.map(() => answer);

  it('opens to a key with the right, however it is shown', async () => {
    const { apiKey } = platform.state();
    expect(await answers({ headers: basic('whoever', apiKey) })).toEqual(all(200));
    expect(await answers({ headers: { authorization: `Bearer ${apiKey}` } })).toEqual(all(200));
    expect(await answers({ headers: { 'x-api-key': apiKey } })).toEqual(all(200));
  });

  it('stays shut to who has none, a wrong one, or one without the right', async () => {
    expect(await answers({})).toEqual(all(401));
    expect(await answers({ headers: basic('whoever', 'wrong') })).toEqual(all(401));
    expect(await answers({ headers: basic('whoever', platform.state().shopperKey) })).toEqual(all(403));
    expect(await answers({ identity: own('order') })).toEqual(all(403));
    expect(await answers({ identity: await strangers.issue({ name: 'operator', hosts }) })).toEqual(all(401));
    expect(await answers({ plain: true, headers: basic('whoever', platform.state().apiKey) })).toEqual(all('shut'));
  });
});

it('the inbox is told of alerts by Alertmanager alone: not by a browser that is logged in', async () => {
  const told = (as: Knocking) => knock('inbox', '/notify/pager', { method: 'POST', body: '{}', ...as });
  expect(await told({ headers: json, identity: own('alertmanager') })).toBe(400);
  expect(await told({ headers: { ...json, ...basic('whoever', platform.state().apiKey) } })).toBe(401);
  expect(await told({ headers: json, identity: own('prometheus') })).toBe(403);
});

describe.each([
  { service: 'bank', path: '/behaviour', right: 200 },
  { service: 'flags', path: '/flags', right: 200 },
  { service: 'order', path: '/orders', right: 200 },
  { service: 'payment', path: '/dead-letters', right: 200 },
] as const)('$service', ({ service, path, right }) => {
  it('speaks TLS alone, and opens to a key with the right', async () => {
    const headers = { 'x-api-key': platform.state().apiKey };
    expect(await knock(service, path, { headers })).toBe(right);
    expect(await knock(service, path, { headers, plain: true })).toBe('shut');
    expect(await knock(service, path)).toBe(401);
    expect(await knock(service, path, { headers: { 'x-api-key': 'wrong' } })).toBe(401);
    expect(await knock(service, path, { headers, ca: strangers.certificate })).toBe('shut');
  });
});

it('the key of payment has the bank charge, and opens nothing else', async () => {
  const headers = { 'x-api-key': read(home.key('payment')).trim() };
  expect(await knock('bank', '/behaviour', { headers })).toBe(200);
  expect(await knock('flags', '/flags', { headers })).toBe(403);
  expect(await knock('order', '/orders', { headers })).toBe(403);
  expect(await knock('grafana', '/', { headers })).toBe(403);
});

/** What the commands ask differs, and how they do: over the stores, OTLP, the services, the inbox, a Prometheus apart. */
describe('the commands find their way in', () => {
  const sightline = (...args: string[]) =>
    run(process.execPath, [inRepository('cli', 'bin', 'sightline.js'), ...args], {
      env: process.env,
      timeout: 100_000,
    });

  it.each([
    'platform check',
    'doctor',
    'alert test HighErrorRate --depth rule',
    'incident start slow-bank',
    'incident stop slow-bank',
    'dlq list',
    'load steady --rate 5 --duration 2s',
    'validate',
  ])('sightline %s', { timeout: 120_000 }, async (command) => {
    const { stdout } = await sightline(...command.split(' ')).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${error.stderr}\n${error.stdout}`);
    });
    expect(stdout).not.toBe('');
  });
});

const ended = async () => {
  const authority = await Authority.of({
    certificate: read(files.authority),
    key: read(join(home.certificates, 'authority.key')),
  });
  return authority.issue({ name: 'operator', hosts, from: Date.now() - 3 * day, days: 2 });
};

const day = 86_400_000;
const hosts = ['127.0.0.1', 'localhost'];

/** What is said over a connection until it ends, or something has come. */
function answerAt(
  port: number,
  request: Buffer,
  known?: { readonly identity?: Identity; readonly ca: string },
): Promise<Buffer> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    const socket = known
      ? secureConnect({
          host: '127.0.0.1',
          port,
          ca: known.ca,
          // Go's gRPC speaks to nobody who does not ask for HTTP/2 by name; the others take a name for a wish.
          ...(request.subarray(0, 3).toString() === 'PRI' && { ALPNProtocols: ['h2'] }),
          ...(known.identity && { cert: known.identity.certificate, key: known.identity.key }),
        })
      : plainConnect({ host: '127.0.0.1', port });
    socket.once(known ? 'secureConnect' : 'connect', () => socket.write(request));
    socket.on('data', (data: Buffer) => {
      said = Buffer.concat([said, data]);
      if (said.length >= 12) socket.destroy();
    });
    socket.on('error', () => {}).on('close', () => resolve(said));
    socket.setTimeout(5_000, () => socket.destroy());
  });
}

interface Door {
  readonly port: PortName;
  readonly request: Buffer;
  /** Whether it has taken the request for one. */
  readonly isAnswer: (said: Buffer) => boolean;
}

const httpRequest = Buffer.from(
  'POST /v1/traces HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
);
const isHttp = (said: Buffer) => /^HTTP\/1\.1 /.test(said.toString('latin1'));
const doors: readonly Door[] = [
  { port: 'otlpHttp', request: httpRequest, isAnswer: isHttp },
  { port: 'lokiReceiver', request: httpRequest, isAnswer: isHttp },
  {
    port: 'otlpGrpc',
    // The preface of HTTP/2 and empty settings; the server's settings come first of all.
    request: Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]),
    isAnswer: (said) => said[3] === 4,
  },
  ...(['kafka', 'kafkaController'] as const).map((port) => ({
    port,
    // ApiVersions, version 0, as request number 1.
    request: Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]),
    isAnswer: (said: Buffer) => said.length >= 8 && said.readUInt32BE(4) === 1,
  })),
];

describe.each(doors)('the door $port', ({ port, request, isAnswer }) => {
  const isLetIn = async (identity?: Identity, ca = read(files.authority)) =>
    isAnswer(await answerAt(at().ports[port], request, { ...(identity && { identity }), ca }));

  it('opens to a certificate of the platform', async () => {
    expect(await isLetIn(own('operator'))).toBe(true);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['plain text', async () => isAnswer(await answerAt(at().ports[port], request))],
    ['no certificate', () => isLetIn()],
    ['one of another authority', async () => isLetIn(await strangers.issue({ name: 'operator', hosts }))],
    ['one that has ended', async () => isLetIn(await ended())],
    ['one signed by itself', async () => isLetIn((await Authority.make('operator')).identity)],
  ])('stays shut to %s', async (_, attempt) => {
    expect(await attempt()).toBe(false);
  });

  it('is not believed where another authority is trusted', async () => {
    expect(await isLetIn(own('operator'), strangers.certificate)).toBe(false);
  });
});

describe('Kafka lets a service do what it needs, and no more', () => {
  const kafkaOf = (name: IdentityName) => {
    const { certificate: cert, key } = own(name);
    return new Kafka({
      brokers: [at().at('kafka')],
      clientId: 'test',
      ssl: { ca: [read(files.authority)], cert, key },
      retry: { retries: 0 },
      logLevel: logLevel.NOTHING,
    });
  };
  const asAdmin = async <Result>(name: IdentityName, work: (admin: ReturnType<Kafka['admin']>) => Promise<Result>) => {
    const admin = kafkaOf(name).admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  };
  const send = async (name: IdentityName, topic: string) => {
    const producer = kafkaOf(name).producer({ allowAutoTopicCreation: false });
    await producer.connect();
    try {
      await producer.send({ topic, messages: [{ value: 'x' }] });
    } finally {
      await producer.disconnect();
    }
  };
  const everything: AclEntry = {
    principal: 'User:CN=order',
    host: '*',
    resourceType: AclResourceTypes.TOPIC,
    resourceName: '*',
    resourcePatternType: ResourcePatternTypes.LITERAL,
    operation: AclOperationTypes.ALL,
    permissionType: AclPermissionTypes.ALLOW,
  };
  const denied = /not authorized|authorization failed|not allowed/i;

  it.each<[string, () => Promise<unknown>]>([
    ['order: write to the dead letters of what it wrote', () => send('order', deadLetterTopicOf(ordersTopic.name))],
    ['order: delete a topic', () => asAdmin('order', (admin) => admin.deleteTopics({ topics: [ordersTopic.name] }))],
    [
      'payment: make a topic of any name',
      () =>
        asAdmin('payment', (admin) => admin.createTopics({ topics: [{ topic: 'another' }], waitForLeaders: false })),
    ],
    ['order: give itself rights', () => asAdmin('order', (admin) => admin.createAcls({ acl: [everything] }))],
    ['collector: write an event', () => send('collector', ordersTopic.name)],
    ['flags: see a topic', () => asAdmin('flags', (admin) => admin.fetchTopicOffsets(ordersTopic.name))],
  ])('not %s', async (_, attempt) => {
    await expect(attempt()).rejects.toThrow();
    await attempt().catch((error: Error & { errors?: Error[] }) =>
      expect([error, ...(error.errors ?? [])].map(({ message }) => message).join(' ')).toMatch(denied),
    );
  });

  it.each([
    ['order', 'payment'],
    ['payment', 'order'],
  ] as const)('%s finds its own group, and not that of %s', async (name, other) => {
    const offsetsOf = (groupId: string, topic: string) =>
      asAdmin(name, async (admin) => {
        // It asks the brokers that it knows of, and so far knows of none.
        await admin.listTopics();
        return admin.fetchOffsets({ groupId, topics: [topic] });
      });
    const read = { order: paymentsTopic.name, payment: ordersTopic.name };
    expect(await offsetsOf(name, read[name])).toHaveLength(1);
    await expect(offsetsOf(other, read[other])).rejects.toThrow();
  });

  it('and shows no topic to whoever has nothing to do there', async () => {
    expect(await asAdmin('flags', (admin) => admin.listTopics())).toEqual([]);
    expect(await asAdmin('collector', (admin) => admin.listTopics())).toContain(ordersTopic.name);
  });
});

describe('PostgreSQL lets in a role with its password, to its own database, over TLS', () => {
  const login = async (options: ClientConfig): Promise<string> => {
    const client = new Client({
      host: '127.0.0.1',
      port: at().ports.postgres,
      connectionTimeoutMillis: 5_000,
      ...options,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
      return rows[0]?.ssl ? 'in, over TLS' : 'in';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.end().catch(() => {});
    }
  };
  const orderApp = () => ({ user: 'order_app', password: secrets.orderAppPassword, database: 'orders' });
  const known = () => ({ ssl: { ca: read(files.authority) } });

  it('the role of a service, to its own', async () => {
    expect(await login({ ...orderApp(), ...known() })).toBe('in, over TLS');
  });

  it.each<[string, () => ClientConfig, RegExp]>([
    ['in plain text', orderApp, /pg_hba\.conf|no encryption/],
    [
      'with a wrong password',
      () => ({ ...orderApp(), ...known(), password: 'wrong' }),
      /password authentication failed/,
    ],
    [
      'to the database of another service',
      () => ({ ...orderApp(), ...known(), database: 'payments' }),
      /pg_hba\.conf|permission denied/,
    ],
    [
      'as the owner of another service, with its own password',
      () => ({ ...orderApp(), ...known(), user: 'payment_owner', database: 'payments' }),
      /password authentication failed/,
    ],
    ['as a role nobody has', () => ({ ...orderApp(), ...known(), user: 'root' }), /pg_hba\.conf|authentication failed/],
    [
      'where another authority is trusted',
      () => ({ ...orderApp(), ssl: { ca: strangers.certificate } }),
      /certificate/,
    ],
  ])('nobody %s', async (_, options, refusal) => {
    expect(await login(options())).toMatch(refusal);
  });
});
