import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InboxClient, type Received } from '@sightline/inbox';
import {
  addresses,
  ComposeProject,
  type Images,
  inRepository,
  isWell,
  type PortName,
  portVariable,
  provideImages,
  whatDockerLacks,
} from '@sightline/stack';
import {
  LokiStore,
  PrometheusStore,
  readTrace,
  spanTree,
  type Trace,
  traceStoreOf,
  waitUntil,
} from '@sightline/stores';
import { finalOrder, findHops, type Order, OrderApi, orderJourney } from '@sightline/traffic';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buy, type RunningPlatform } from './platform';

/** A platform runs at the other ports, or may. */
const at = addresses({ SIGHTLINE_PORT_OFFSET: String(Number(process.env.SIGHTLINE_PORT_OFFSET || 10_000) + 1000) });
const folder = mkdtempSync(join(tmpdir(), 'sightline-compose-'));
const envFile = join(folder, '.env');

let images: Images;
let project: ComposeProject;
let platform: Pick<RunningPlatform, 'orders' | 'traces' | 'logs' | 'metrics'>;
/** What the collector keeps its disk's queues for. */
let stores: readonly string[];
/** The containers that keep what they know in memory alone. */
let forgetful: readonly string[];
let followed: Order;

beforeAll(async () => {
  const lacks = await whatDockerLacks();
  if (lacks) throw new Error(lacks);
  const secrets = writeEnv();
  images = await provideImages(console.log);
  project = new ComposeProject({
    name: `sightline-test-${at.ports.grafana}`,
    files: [...images.files, patientOrders()],
    envFile,
    env: images.env,
  });
  await project.run('down', '--volumes', '--remove-orphans');
  await project.run('build', '--quiet');
  await project.up();
  const names = [...(await project.containers()).keys()];
  stores = names.includes('loki') ? ['prometheus', 'loki'] : ['prometheus', 'victorialogs', 'loki-api'];
  forgetful = names.filter((name) => name === 'zipkin');
  const traceStore = names.includes('tempo') ? 'tempo' : 'zipkin';
  platform = {
    orders: new OrderApi({ url: at.url('order'), apiKey: secrets.SIGHTLINE_API_KEY as string }),
    traces: traceStoreOf(traceStore, at.url(traceStore)),
    logs: new LokiStore(at.url('loki')),
    metrics: new PrometheusStore(at.url('prometheus')),
  };
}, 1_800_000);

afterAll(async () => {
  await project?.run('down', '--volumes', '--remove-orphans');
  await images?.giveBack();
  rmSync(folder, { recursive: true });
}, 180_000);

it('all containers are healthy, and published on loopback alone, at the ports of .env', async () => {
  const all = await project.containers();
  expect([...all].flatMap(([name, { State }]) => (isWell(State) ? [] : [name]))).toEqual([]);
  const bindings = [...all.values()].flatMap(({ NetworkSettings }) => Object.values(NetworkSettings.Ports).flat());
  const published = bindings.filter((binding) => binding !== null);
  const own = Object.values(at.ports).map(String);
  expect(published.filter(({ HostIp, HostPort }) => HostIp !== '127.0.0.1' || !own.includes(HostPort))).toEqual([]);
  expect(published.length).toBeGreaterThan(10);
});

it('no container may do more than it must', async () => {
  const official = ['tempo', 'loki', 'grafana'];
  for (const [name, { Config, HostConfig, Mounts }] of await project.containers()) {
    const { CapAdd, CapDrop, Privileged, SecurityOpt, Memory, ReadonlyRootfs } = HostConfig;
    expect([name, CapAdd, CapDrop, Privileged]).toEqual([name, null, ['ALL'], false]);
    expect([name, SecurityOpt]).toEqual([name, expect.arrayContaining([expect.stringMatching(/^no-new-privileges/)])]);
    expect([name, Memory > 0]).toEqual([name, true]);
    expect([name, ReadonlyRootfs]).toEqual([name, !official.includes(name)]);
    // Its image runs it as root, who without capabilities is nobody in particular.
    if (name !== 'victorialogs')
      expect([name, Config.User]).not.toEqual([name, expect.stringMatching(/^(0|root)?(:|$)/)]);
    expect([name, Mounts.filter(({ Type, RW }) => Type === 'bind' && RW)]).toEqual([name, []]);
    expect([name, Mounts.filter(({ Source }) => Source.endsWith('docker.sock'))]).toEqual([name, []]);
  }
});

const paidOrders = (when?: Date) => platform.metrics.query('sum(ecommerce_orders_total{status="paid"})', when);

it('an order is followed through its spans, its log lines and its metrics', async () => {
  const since = new Date();
  const [before] = await paidOrders();
  followed = await buy(platform, 'tok_ok');
  const { value: paid } = await finalOrder(followed.id, platform, wait);
  expect(paid?.status).toBe('paid');
  const journey = orderJourney.map(({ hop }) => hop);
  let hops: readonly string[] = [];
  await waitUntil(async () => {
    hops = hopsOf(await tracedOf(followed));
    return hops.length === journey.length || undefined;
  }, wait);
  expect(hops).toEqual(journey);

  const counted = await waitUntil(
    async () => ((await paidOrders())[0]?.value ?? 0) > (before?.value ?? 0) || undefined,
    wait,
  );
  expect(counted.value).toBe(true);
  const pointed = await waitUntil(async () => {
    const exemplars = await platform.metrics.exemplars('http_server_request_duration_seconds_bucket', { since });
    const traces = await Promise.all(exemplars.map(({ traceId }) => traceId && platform.traces.spans(traceId)));
    return traces.find((spans) => spans && spans.length > 0);
  }, wait);
  expect(pointed.value, 'an exemplar whose trace is stored').toBeDefined();
}, 600_000);

it('an alert goes from its rule to the inbox, and its links open', async () => {
  const inbox = new InboxClient(at.url('inbox'));
  const newest = async () => (await inbox.notifications({ channel: 'watchdog', limit: 1 })).notifications[0];
  const { value: received } = await waitUntil<Received>(newest, { withinMs: 240_000, everyMs: 1_000 });
  expect(received?.notification.status).toBe('firing');
  const { runbook, dashboard } = received?.notification.alerts[0]?.links ?? {};
  for (const link of [runbook, dashboard]) expect([link, (await fetch(String(link))).status]).toEqual([link, 200]);
});

it('nothing is lost when its stores and Kafka are away and everything is restarted', async () => {
  // Where it is tried again, the first time may have left something away.
  await project.up();
  const before = new Date();
  const [counted] = await paidOrders(before);
  expect(counted?.value).toBeGreaterThan(0);

  await project.run('stop', 'traffic', 'kafka', ...stores);
  const order = await buy(platform, 'tok_ok');
  const all = [...(await project.containers()).keys()];
  await project.run('restart', ...all.filter((name) => !['kafka', ...stores, ...forgetful].includes(name)));
  await project.up();

  for (const each of [order, followed]) {
    const { value: paid } = await finalOrder(each.id, platform, wait);
    expect(paid?.status).toBe('paid');
    await tracedOf(each);
  }
  // What was still on its way then has arrived, too.
  await expect
    .poll(async () => (await paidOrders(before))[0]?.value, { timeout: wait.withinMs })
    .toBeGreaterThanOrEqual(Number(counted?.value));
}, 600_000);

it('all ends when it is told to, without being killed, and nothing of it is left', async () => {
  await project.run('stop');
  const killed = [...(await project.containers())].filter(([, { State }]) => State.ExitCode === 137);
  expect(killed.map(([name]) => name)).toEqual([]);
  await project.run('down', '--volumes');
  expect(await project.leftovers()).toEqual([]);
}, 180_000);

const wait = { withinMs: 120_000, everyMs: 500 };

/** An order's trace, once it has spans and log lines of both services. @throws with what there is of it when it never has. */
async function tracedOf({ traceId }: Order): Promise<Trace> {
  let services: readonly string[][] = [];
  const { value } = await waitUntil(async () => {
    const trace = await readTrace(traceId, platform);
    services = [trace?.spans, trace?.logs].map((from) => [...new Set(from?.map(({ service }) => service))].sort());
    return services.every((each) => each.join() === 'order,payment') ? trace : undefined;
  }, wait);
  if (!value) throw new Error(`trace ${traceId} has spans and log lines of ${JSON.stringify(services)}`);
  return value;
}

/** The steps of an order's journey that a trace shows. */
const hopsOf = (trace: Trace) =>
  findHops(spanTree(trace)).flatMap(({ expected, node }) => (node ? [expected.hop] : []));

/** An order waits for its payment for as long as everything may take to be restarted. */
function patientOrders(): string {
  const file = join(folder, 'patient-orders.yml');
  writeFileSync(file, "services: { order: { environment: { ORDER_PAYMENT_TIMEOUT_MS: '600000' } } }\n");
  return file;
}

/** What a person would have in `.env`: the passwords, by the script that makes them, and other ports. */
function writeEnv(): Record<string, string> {
  const script = join(folder, 'stack', 'compose', 'secrets.sh');
  cpSync(inRepository('stack', 'compose', 'secrets.sh'), script);
  execFileSync('sh', [script]);
  for (const [name, port] of Object.entries(at.ports))
    appendFileSync(envFile, `${portVariable(name as PortName)}=${port}\n`);
  appendFileSync(envFile, `SIGHTLINE_SECRETS=${join(folder, '.secrets')}\n`);
  const lines = readFileSync(envFile, 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}
