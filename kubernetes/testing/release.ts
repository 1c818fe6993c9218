import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { homeAt, inRepository, keepApiKeys, prepareHome } from '@sightline/stack';
import { clusterFolder } from '../cluster/folder';
import { type Tools, toolsOf } from '../cluster/kubectl';
import { type ClusterState, readState } from '../cluster/state';
import { engineNode } from './images';

/** Where the release of the test is, and its engines. */
export const namespaces = { release: 'shop', engines: 'engines' } as const;
export const release = 'sightline';

export interface TestCluster extends Tools {
  readonly kind: ClusterState['kind'];
  readonly state: ClusterState;
  /** A folder for what a test writes; it goes with the cluster. */
  readonly work: string;
}

/** The cluster that `npm run test:kubernetes` has started. */
export function testCluster(): TestCluster {
  const path = process.env.SIGHTLINE_TEST_CLUSTER;
  const folder = path === undefined ? undefined : clusterFolder(dirname(path));
  const state = folder && readState(folder);
  if (!folder || !state) throw new Error('no cluster runs for this test: npm run test:kubernetes starts one');
  const work = join(folder.path, 'test');
  mkdirSync(work, { recursive: true });
  return { ...toolsOf(folder, state), kind: state.kind, state, work };
}

export const chart = inRepository('kubernetes', 'chart');
const engineChart = inRepository('kubernetes', 'engines');
export const testValues = inRepository('kubernetes', 'testing', 'values.yaml');
const withinMs = 420_000;

/** Namespaces, the secrets that the charts want, and the engines. Resolves when they run. */
export async function installEngines(cluster: TestCluster): Promise<void> {
  const { kubectl, helm } = cluster;
  if (await isInstalled(cluster, 'engines', namespaces.engines)) return;
  for (const name of Object.values(namespaces)) await kubectl(['create', 'namespace', name]);
  await kubectl(['label', 'namespace', namespaces.release, 'pod-security.kubernetes.io/enforce=restricted']);
  await kubectl(['label', 'namespace', namespaces.engines, 'pod-security.kubernetes.io/enforce=restricted']);
  const roles = ['postgres', 'order-owner', 'order-app', 'payment-owner', 'payment-app', 'otel-monitor'];
  const passwords = roles.map((role) => `--from-literal=${role}=${randomBytes(18).toString('base64url')}`);
  for (const namespace of Object.values(namespaces))
    await kubectl(['create', 'secret', 'generic', 'sightline-postgres', `--namespace=${namespace}`, ...passwords]);
  const keys = homeAt(join(cluster.work, 'keys'));
  prepareHome(keys, { fresh: true });
  keepApiKeys(keys, { operatorKey: randomBytes(24).toString('base64url'), letLook: true });
  const files = { 'api-keys.json': keys.apiKeysFile, services: keys.key('services'), shopper: keys.key('shopper') };
  const fromFiles = Object.entries(files).map(([name, file]) => `--from-file=${name}=${file}`);
  await kubectl([
    'create',
    'secret',
    'generic',
    'sightline-api-keys',
    `--namespace=${namespaces.release}`,
    ...fromFiles,
  ]);
  const args = ['install', 'engines', engineChart, `--namespace=${namespaces.engines}`, '--wait', '--wait-for-jobs'];
  await helm(
    [
      ...args,
      '--timeout=6m',
      `--set=nodeSelector.kubernetes\\.io/hostname=${engineNode}`,
      `--set=inboxUrl=http://${release}-inbox.${namespaces.release}.svc:3004`,
    ],
    withinMs,
  );
}

/** A test that is tried again in the same cluster finds what it has installed before. */
const isInstalled = ({ helm }: TestCluster, name: string, namespace: string) =>
  helm(['list', `--namespace=${namespace}`, '--deployed', '--short']).then((names) => names.split('\n').includes(name));

/** Resolves when everything of it is ready. */
export async function installRelease({ helm }: TestCluster, ...more: readonly string[]): Promise<void> {
  const args = [
    'upgrade',
    '--install',
    release,
    chart,
    `--namespace=${namespaces.release}`,
    `--values=${testValues}`,
    '--wait',
    '--timeout=6m',
  ];
  await helm([...args, ...more], withinMs);
}

/** The shopper's key. */
export const shopperKey = ({ work }: TestCluster) =>
  readFileSync(homeAt(join(work, 'keys')).key('shopper'), 'utf8').trim();

/** How the command line finds the release. @returns the file. */
export function sightlineFile({ work }: TestCluster): string {
  const at = (name: string, port: number) => `http://${name}.${namespaces.engines}.svc:${port}`;
  const file = join(work, 'sightline.yaml');
  const described = {
    platforms: {
      test: {
        kubernetes: { namespace: namespaces.release },
        traces: { zipkin: at('zipkin', 9411) },
        logs: { loki: at('loki', 3100) },
        metrics: { prometheus: at('prometheus', 9090) },
        alerts: { alertmanager: at('alertmanager', 9093) },
      },
    },
  };
  writeFileSync(file, JSON.stringify(described, null, 2));
  return file;
}
