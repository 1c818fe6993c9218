import type { Values } from './helm';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const peers = [{ namespaceSelector: { matchLabels: { team: 'edge' } } }];

/** Each thing that can be switched, by itself. */
export const options: Readonly<Record<string, Values>> = {
  'the permissive stores': {
    engines: {
      traces: { store: 'zipkin', url: 'http://zipkin.engines.svc:9411' },
      logs: { store: 'victorialogs', url: 'http://loki:3100', victorialogsUrl: 'http://victorialogs:9428' },
      dashboards: { program: 'viewer' },
    },
  },
  'engines elsewhere': {
    engines: {
      postgres: { host: 'db.example.com', port: 6432 },
      kafka: { brokers: ['a.example.com:9093', 'b.example.com:9094'] },
      prometheus: { url: 'https://metrics.example.com/prometheus' },
    },
    payment: { bankUrl: 'https://bank.example.com' },
  },
  'engines with TLS': {
    engines: {
      postgres: { caSecret: 'shop-db-ca' },
      kafka: { caSecret: 'events-ca', userSecrets: { order: 'order', payment: 'payment', collector: 'collector' } },
    },
  },
  'an engine that asks for no certificate': { engines: { kafka: { caSecret: 'events-ca' } } },
  'certificates of ours': { certificates: { enabled: true } },
  'certificates by cert-manager': { certificates: { enabled: true, issuer: { name: 'own', kind: 'ClusterIssuer' } } },
  faults: { faults: true },
  'autoscaling by processors': {
    order: { autoscaling: { enabled: true } },
    payment: { autoscaling: { enabled: true } },
  },
  'autoscaling by what waits': { order: { keda: { enabled: true } }, payment: { keda: { enabled: true } } },
  traffic: { traffic: { enabled: true, rate: 0.5 } },
  'no flags': { flags: { enabled: false } },
  'no inbox': { inbox: { enabled: false } },
  'a bank of others': { bank: { enabled: false }, payment: { bankUrl: 'https://bank.example.com/v1' } },
  'nothing kept on disks': {
    bank: { persistence: { enabled: false } },
    inbox: { persistence: { enabled: false } },
    collector: { persistence: { enabled: false } },
  },
  'a class of disks': { collector: { persistence: { storageClassName: 'fast' } } },
  'images by digest': { images: { services: { digest }, collector: { digest }, pullSecrets: ['registry'] } },
  'an ingress': { ingress: { enabled: true, className: 'nginx', tlsSecret: 'shop-tls' } },
  'a gateway': { gateway: { enabled: true, parentRefs: [{ name: 'public', namespace: 'gateways' }] } },
  'no network policies': { networkPolicy: { enabled: false } },
  'narrow network policies': {
    networkPolicy: {
      from: { order: peers, inbox: peers, collector: peers },
      to: Object.fromEntries(
        [
          'postgres',
          'kafka',
          'prometheus',
          'alertmanager',
          'traces',
          'logs',
          'dashboards',
          'bank',
          'kubernetes',
          'dns',
        ].map((name) => [name, peers]),
      ),
    },
  },
  'priority classes': { priorityClasses: { enabled: true } },
  'a priority of its own': { order: { priorityClassName: 'system-cluster-critical' } },
  sampling: { collector: { traceShare: 12.5, memoryLimitMiB: 800 } },
  'another name': { fullnameOverride: 'store', version: '2.4.0-rc.1', environment: 'stage' },
  'variables more': { order: { extraEnv: [{ name: 'DATABASE_POOL_SIZE', value: '30' }] } },
  'where it may run': {
    payment: { nodeSelector: { disk: 'ssd' }, tolerations: [{ operator: 'Exists' }], affinity: { nodeAffinity: {} } },
  },
  'the objects of telemetry': {
    telemetry: {
      rules: { enabled: true, labels: { release: 'monitoring' } },
      routing: { enabled: true },
      monitor: { enabled: true },
      dashboards: { enabled: true },
      datasources: { enabled: true },
    },
  },
};

/** What needs something that another takes away. */
const exclusive = [
  ['the objects of telemetry', 'no inbox'],
  ['certificates of ours', 'certificates by cert-manager'],
];

/** The default, each option by itself, and mixtures of a half of them: always the same. */
export function combinations(): [name: string, values: Values][] {
  const names = Object.keys(options);
  const mixtures = Array.from({ length: 12 }, (_, seed) => {
    const next = dice(seed + 1);
    const chosen = names.filter(() => next() < 0.5);
    return chosen.filter((name) => !exclusive.some(([one, other]) => name === other && chosen.includes(one ?? '')));
  });
  return [
    ['nothing but the defaults', {}],
    ...names.map((name): [string, Values] => [name, options[name] ?? {}]),
    ...mixtures.map((chosen): [string, Values] => [
      chosen.join(', '),
      chosen.reduce<Values>((values, name) => merged(values, options[name] ?? {}), {}),
    ]),
  ];
}

function merged(under: Values, over: Values): Values {
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return result;
}

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Park and Miller's generator: numbers from 0 up to 1, the same for a seed. */
function dice(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
