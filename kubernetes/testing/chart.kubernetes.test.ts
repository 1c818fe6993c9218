import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRepository } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import { OrderApi, placeOrder } from '@sightline/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  chart,
  installEngines,
  installRelease,
  namespaces,
  release,
  shopperKey,
  sightlineFile,
  testCluster,
  testValues,
} from './release';
import { startShoppers } from './shoppers';
import { WaysIn } from './ways-in';

const run = promisify(execFile);
const cluster = testCluster();
const { kubectl, helm } = cluster;
const inShop = `--namespace=${namespaces.release}`;
const ways = new WaysIn(cluster);
const patience = { timeout: 120_000, interval: 1_000 };

interface Pod {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

const list = async <Item>(kind: string, ...more: readonly string[]): Promise<Item[]> =>
  JSON.parse(await kubectl(['get', kind, inShop, '--output=json', ...more])).items;
const podsOf = (component: string) => list<Pod>('pods', `--selector=app.kubernetes.io/component=${component}`);
const isReady = ({ status }: Pod) =>
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
const rolledOut = (component: string) =>
  kubectl(['rollout', 'status', inShop, `deployment/${release}-${component}`, '--timeout=240s'], 250_000);

interface Followed {
  readonly spans: readonly { service: string; attributes: Readonly<Record<string, string>> }[];
  readonly logs: readonly { service: string; attributes: Readonly<Record<string, string>> }[];
}

/** What the command line tells of a trace, as it finds the cluster by its description. */
async function follow(traceId: string): Promise<Followed> {
  const args = [
    inRepository('cli', 'bin', 'sightline.js'),
    'trace',
    traceId,
    '--json',
    '--platform',
    sightlineFile(cluster),
  ];
  const { stdout } = await run(process.execPath, args, { timeout: 60_000, maxBuffer: 50_000_000 });
  return JSON.parse(stdout);
}

describe.skipIf(cluster.kind !== 'whole').sequential('the chart, in a cluster of two nodes', () => {
  beforeAll(async () => {
    await installEngines(cluster);
    await installRelease(cluster);
  }, 1_200_000);
  afterAll(() => ways.close());

  it('is installed: every pod is ready, on both nodes', async () => {
    const all = (await list<Pod>('pods')).filter(({ status }) => status.phase !== 'Succeeded');
    expect(all.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name)).toEqual([]);
    expect(new Set(all.map(({ spec }) => spec.nodeName))).toEqual(new Set(['node-1', 'node-2']));
  });

  it('lets an order be followed by one trace id through pods of both services, in spans, lines and metrics', async () => {
    const url = await ways.open(namespaces.release, `${release}-order`, 3001);
    const { order, refusal } = await placeOrder(new OrderApi({ url, apiKey: shopperKey(cluster) }), {
      token: 'tok_ok',
    });
    expect(refusal).toBeUndefined();
    const pods = {
      order: (await podsOf('order')).map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`),
      payment: (await podsOf('payment')).map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`),
    };
    const places = (records: Followed['spans'], service: string, [pod, node]: readonly [string, string]) => [
      ...new Set(
        records
          .filter((record) => record.service === service)
          .map(({ attributes }) => `${attributes[pod]} on ${attributes[node]}`),
      ),
    ];
    await expect
      .poll(async () => {
        const { spans, logs } = await follow(order?.traceId ?? '').catch(() => ({ spans: [], logs: [] }));
        const foundIn = (service: 'order' | 'payment') => ({
          spans: places(spans, service, ['k8s.pod.name', 'k8s.node.name']).map((place) =>
            pods[service].includes(place),
          ),
          lines: places(logs, service, ['k8s_pod_name', 'k8s_node_name']).map((place) => pods[service].includes(place)),
        });
        return { order: foundIn('order'), payment: foundIn('payment') };
      }, patience)
      .toEqual({
        // One of its pods takes the order, any may hear of its payment.
        order: { spans: expect.toSatisfy(allTrue), lines: expect.toSatisfy(allTrue) },
        payment: { spans: expect.toSatisfy(allTrue), lines: expect.toSatisfy(allTrue) },
      });
    const prometheus = new PrometheusStore({ url: await ways.open(namespaces.engines, 'prometheus', 9090) });
    const ask = async (query: string) =>
      (await prometheus.query(query)).map(({ labels }) => `${labels.k8s_pod_name} on ${labels.k8s_node_name}`).sort();
    for (const service of ['order', 'payment'] as const)
      await expect
        .poll(
          () => ask(`count by (k8s_pod_name, k8s_node_name) (process_cpu_seconds_total{service_name="${service}"})`),
          patience,
        )
        .toEqual([...pods[service]].sort());
  });

  it('is updated under load, and no order fails', async () => {
    const ended = await startShoppers(cluster, { name: 'rolling-update', perSecond: 5, seconds: 90 });
    const before = (await podsOf('order')).map(({ metadata }) => metadata.name);
    await installRelease(cluster, '--set=version=2.0.0-test');
    const placed = await ended();
    expect(placed).toEqual({ placed: 450, failed: [], ends: { paid: 450 }, unfinished: 0 });
    const after = (await podsOf('order')).map(({ metadata }) => metadata.name);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });

  it('goes on when a pod is killed, and has as many again', async () => {
    const ended = await startShoppers(cluster, { name: 'killed-pod', perSecond: 5, seconds: 30 });
    const [victim] = await podsOf('payment');
    await kubectl(['delete', 'pod', inShop, victim?.metadata.name ?? '', '--grace-period=0', '--force']);
    await rolledOut('payment');
    expect(await ended()).toEqual({ placed: 150, failed: [], ends: { paid: 150 }, unfinished: 0 });
    const now = await podsOf('payment');
    expect(now.map(({ metadata }) => metadata.name)).not.toContain(victim?.metadata.name);
    expect(now.filter(isReady)).toHaveLength(2);
  });

  it('leaves nothing but volumes when it is uninstalled', async () => {
    await helm(['uninstall', release, inShop, '--wait', '--timeout=4m'], 250_000);
    const kinds = (await kubectl(['api-resources', '--namespaced', '--verbs=list', '--output=name']))
      .trim()
      .split('\n');
    const ofRelease = kinds.filter((kind) => !/^(?:events|pods\.metrics)/.test(kind)).join(',');
    const left = await list<{ kind: string; metadata: { name: string } }>(
      ofRelease,
      `--selector=app.kubernetes.io/instance=${release}`,
    );
    expect([...new Set(left.map(({ kind }) => kind))].filter((kind) => kind !== 'PersistentVolumeClaim')).toEqual([]);
  });
});

describe.skipIf(cluster.kind !== 'api-only').sequential('the chart, at an API server alone', () => {
  beforeAll(async () => {
    await kubectl(['create', 'namespace', namespaces.release]);
  });

  it.each([
    ['the values of this test', [`--values=${testValues}`]],
    ['its defaults', []],
  ])('is taken, each of its objects, with %s', async (_, values) => {
    const objects = await helm(['template', release, chart, inShop, '--validate', ...values]);
    const file = join(cluster.work, 'objects.yaml');
    writeFileSync(file, objects);
    const taken = await kubectl(['apply', inShop, '--dry-run=server', `--filename=${file}`, '--output=name']);
    const rendered = parseAllDocuments(objects).filter((document) => document.toJS() !== null);
    expect(rendered.length).toBeGreaterThan(30);
    expect(taken.trim().split('\n')).toHaveLength(rendered.length);
  });
});

const allTrue = (found: readonly boolean[]) => found.length > 0 && found.every(Boolean);
