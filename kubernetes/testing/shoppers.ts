import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '@sightline/stack';
import { namespaces, release, shopperKey, type TestCluster } from './release';

/** What became of the orders that were placed. */
export interface Placed {
  readonly placed: number;
  /** What shoppers were told instead of an order. */
  readonly failed: readonly string[];
  /** How many came to which end. */
  readonly ends: Readonly<Record<string, number>>;
  readonly unfinished: number;
}

export interface Pace {
  readonly name: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Places orders from a pod of the cluster. Resolves when the pod runs.
 *
 * @returns what resolves with what became of them.
 */
export async function startShoppers(
  cluster: TestCluster,
  { name, perSecond, seconds }: Pace,
): Promise<() => Promise<Placed>> {
  const { kubectl, work } = cluster;
  const inShop = `--namespace=${namespaces.release}`;
  const file = join(work, `${name}.json`);
  writeFileSync(file, JSON.stringify(jobOf(name, { perSecond, seconds, key: shopperKey(cluster) })));
  await kubectl(['apply', inShop, `--filename=${file}`]);
  await kubectl(['wait', inShop, '--for=jsonpath={.status.ready}=1', `job/${name}`, '--timeout=120s'], 130_000);
  return async () => {
    const patience = seconds + 200;
    await kubectl(
      ['wait', inShop, '--for=condition=complete', `job/${name}`, `--timeout=${patience}s`],
      (patience + 10) * 1000,
    );
    const lines = (await kubectl(['logs', inShop, `job/${name}`])).trim().split('\n');
    return JSON.parse(lines.at(-1) ?? '{}') as Placed;
  };
}

const jobOf = (name: string, { perSecond, seconds, key }: { perSecond: number; seconds: number; key: string }) => {
  const env = {
    ORDER_URL: `http://${release}-order:3001`,
    API_KEY: key,
    ORDERS_PER_SECOND: `${perSecond}`,
    SECONDS: `${seconds}`,
  };
  const script = readFileSync(inRepository('kubernetes', 'testing', 'place-orders.mjs'), 'utf8');
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'place-orders.mjs': script } },
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name },
        spec: {
          backoffLimit: 0,
          template: {
            metadata: { labels: { 'sightline.dev/test': 'shoppers' } },
            spec: {
              restartPolicy: 'Never',
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'shoppers',
                  image: 'localhost/sightline/services:test',
                  imagePullPolicy: 'Never',
                  command: ['node', '/sightline/shoppers/place-orders.mjs'],
                  env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ['ALL'] },
                  },
                  volumeMounts: [{ name: 'script', mountPath: '/sightline/shoppers' }],
                },
              ],
              volumes: [{ name: 'script', configMap: { name } }],
            },
          },
        },
      },
    ],
  };
};
