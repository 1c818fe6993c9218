import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartFolder, repository } from '../generate/places';
import { parseValues } from '../generate/values-schema';
import { collectorConfigs, variablesOf } from './collector-config';
import { combinations, options } from './combinations';
import { helm, lint, render, type Values } from './helm';
import { ways } from './network';
import {
  type Container,
  containersOf,
  type EnvVariable,
  type KubernetesObject,
  ofKind,
  selects,
  servicesIn,
  type Workload,
  workloadsIn,
} from './objects';
import { securityProblems } from './pod-security';

const load = createRequire(__filename);
const MiB = 2 ** 20;

describe('the values of the chart', () => {
  it('are taken as they are by their own schema', () => {
    const values = parse(readFileSync(join(chartFolder, 'values.yaml'), 'utf8'));
    expect(() => parseValues(values)).not.toThrow();
  });

  it('are explained, each kind of them', () => {
    const lines = readFileSync(join(chartFolder, 'values.yaml'), 'utf8').split('\n');
    const bare = lines.filter((line, at) => /^\w+:/.test(line) && !lines[at - 1]?.startsWith('#'));
    // The services, which the line on resources explains; and what goes with the one above it.
    expect(bare).toEqual(['images:', 'order:', 'payment:', 'collector:', 'gateway:', 'networkPolicy:']);
  });
});

/** What the services' own schemas say of their variables. */
interface Schema {
  readonly shape: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } }>>;
}

if (helm === undefined)
  console.warn(
    'kubernetes/rendered: there is no helm, so that what the chart renders is NOT looked at. Name one by SIGHTLINE_HELM_BIN.',
  );

describe.skipIf(helm === undefined)('the chart', () => {
  it('has nothing that helm lint minds', () => expect(lint({})).toContain('0 chart(s) failed'));

  it.each([
    ['a name that is misspelt', { order: { replica: 3 } }],
    ['no pod at all', { order: { replicas: 0 } }],
    ['no way to ask for names', { networkPolicy: { ports: { dns: [] } } }],
    ['one within', { order: { autoscaling: { enable: true } } }],
    ['a store that is not known', { engines: { traces: { store: 'jaeger' } } }],
    ['a broker without a port', { engines: { kafka: { brokers: ['kafka'] } } }],
    ['a digest that is none', { images: { services: { digest: 'latest' } } }],
    ['nobody to charge', { bank: { enabled: false } }],
    ['lines that go nowhere', { engines: { logs: { store: 'victorialogs' } } }],
    [
      'a routing to an inbox that is not there',
      { inbox: { enabled: false }, telemetry: { routing: { enabled: true } } },
    ],
  ])('refuses %s', (_, values: Values) => expect(() => render(values)).toThrow());

  it.each([
    ['the defaults', {}],
    ['the permissive stores', options['the permissive stores'] ?? {}],
    ['certificates of ours', options['certificates of ours'] ?? {}],
  ])(
    'holds a sightline.yaml that the tools read, with %s',
    (_, values) => {
      const map = ofKind(render(values), 'ConfigMap').find(
        ({ metadata }) => metadata.name === 'shop-sightline-platform',
      );
      const yaml = map?.data?.['sightline.yaml'] ?? '';
      const folder = mkdtempSync(join(tmpdir(), 'sightline-notes-'));
      try {
        const file = join(folder, 'sightline.yaml');
        writeFileSync(file, yaml);
        const sightline = join(repository, 'cli', 'bin', 'sightline.js');
        const shown = execFileSync(process.execPath, [sightline, 'platform', 'show', '--platform', file, '--json'], {
          encoding: 'utf8',
          timeout: 60_000,
        });
        for (const address of yaml.match(/http:[^"\s]+/g) ?? ['none']) expect(shown).toContain(address);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );

  it('opens the ports of the pods that are told, in place of those of the addresses', () => {
    const ports = {
      ...{ postgres: [15_432], kafka: [19_092], prometheus: [8080, 9090], alertmanager: [19_093], traces: [13_200] },
      ...{ logs: [13_100], dashboards: [13_000], bank: [18_443], kubernetes: [16_443], dns: [15_353] },
    };
    const own = [3001, 3002, 3003, 3004, 3005, 3500, 4318, 8016, 8888];
    const opened = ofKind(render({ networkPolicy: { ports }, payment: { bankUrl: 'https://bank' } }), 'NetworkPolicy')
      .flatMap(({ spec }) => (spec.egress ?? []) as Rule[])
      .flatMap((rule) => rule.ports.map(({ port }) => port));
    const engines = new Set(opened.filter((port) => !own.includes(port)));
    expect([...engines].sort()).toEqual(Object.values(ports).flat().sort());
  });

  it('names the classes of the whole cluster by release and namespace', () => {
    const objects = render({ priorityClasses: { enabled: true } });
    const names = ofKind(objects, 'PriorityClass').map(nameOf);
    expect(names.sort()).toEqual(['shop-sightline-shop-high', 'shop-sightline-shop-low']);
    expect([...new Set(servicesIn(objects).map(({ pod }) => pod.priorityClassName))].sort()).toEqual(names);
    // Migrations run before anything of the release is there.
    for (const { pod } of workloadsIn(objects).filter(({ kind }) => kind === 'Job'))
      expect(pod.priorityClassName).toBeUndefined();
  });

  it('has room for the names of pods of many rollouts, and leaves all other bounds as they are', () => {
    const [given] = collectorConfigs(render({}));
    const namesOf = (config: unknown) =>
      (config as { processors: { guard: { names: { key: string; limit: number }[] } } }).processors.guard.names;
    const base = parse(readFileSync(join(repository, 'collector', 'config', 'base.yaml'), 'utf8'));
    expect(namesOf(given?.config)).toEqual(
      namesOf(base).map((name) =>
        ['service.instance.id', 'k8s.pod.name'].includes(name.key) ? { ...name, limit: 5000 } : name,
      ),
    );
  });

  describe.each(combinations())('with %s', (_name, values) => {
    // What is skipped is read through all the same.
    const objects = helm === undefined ? [] : render(values);
    const workloads = workloadsIn(objects);
    const all = workloads.flatMap((workload) => containersOf(workload).map((container) => ({ workload, container })));

    it('names every object once, in no more letters than a label has', () => {
      const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
      // Of a StatefulSet the names of pods and their revision are longer, and labels as well.
      expect(names.filter((name) => name.length > 63 + name.indexOf('/'))).toEqual([]);
    });

    it('holds no secret, and makes none', () => {
      expect(ofKind(objects, 'Secret')).toEqual([]);
      const told = all.flatMap(({ container }) => (container.env ?? []).filter(isSecret));
      // The path of a file that is mounted tells nothing.
      expect(told.filter(({ value = '/run/' }) => !value.startsWith('/run/'))).toEqual([]);
      expect(JSON.stringify(objects)).not.toMatch(/:\/\/[^/@"\s]*:[^/@"\s]+@/);
    });

    it('makes pods that are restricted', () => {
      expect(
        workloads.flatMap((each) => securityProblems(each.pod).map((problem) => `${each.name}: ${problem}`)),
      ).toEqual([]);
    });

    it('gives every container room, and no more', () => {
      for (const { container } of all)
        expect([container.name, container.resources]).toEqual([container.name, { requests: amounts, limits: amounts }]);
    });

    it('asks everything that runs whether it has started, can work, and lives', () => {
      for (const { pod, name } of servicesIn(objects))
        for (const { startupProbe, readinessProbe, livenessProbe } of pod.containers)
          expect([name, startupProbe, readinessProbe, livenessProbe].every(Boolean)).toBe(true);
    });

    it('lets what ends finish: longer than its wait and its own limit together', () => {
      for (const { pod, name } of servicesIn(objects)) {
        const wait = Math.max(0, ...pod.containers.map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0));
        // A service of ours ends within 9 s of its signal (services/http-api/serve.ts), the collector within 30 s.
        const own = pod.containers.some(({ image }) => image.includes('collector')) ? 30 : 9;
        expect([name, pod.terminationGracePeriodSeconds > wait + own]).toEqual([name, true]);
      }
    });

    it('says of each how many may be away at a time, and spreads them', () => {
      const budgets = ofKind(objects, 'PodDisruptionBudget');
      for (const { name, labels, pod } of servicesIn(objects)) {
        const own = budgets.filter(({ spec }) => selects(spec.selector, labels));
        expect([name, own.length]).toEqual([name, 1]);
        expect(pod.topologySpreadConstraints).toHaveLength(2);
      }
    });

    it('makes no way from outside but the one that is asked for', () => {
      for (const { metadata, spec } of ofKind(objects, 'Service'))
        expect([metadata.name, spec.type]).toEqual([metadata.name, 'ClusterIP']);
    });

    it('leads every service to a port of pods that are there', () => {
      for (const { metadata, spec } of ofKind(objects, 'Service')) {
        const behind = workloads.filter(({ labels }) => selects({ matchLabels: spec.selector }, labels));
        expect([metadata.name, behind.length]).toEqual([metadata.name, 1]);
        const ports = behind
          .flatMap(containersOf)
          .flatMap((container) => container.ports?.map((port) => port.name) ?? []);
        for (const { targetPort } of spec.ports) expect(ports).toContain(targetPort);
      }
    });

    it('lets its pods be chosen by their own labels alone', () => {
      for (const { object, labels } of servicesIn(objects)) {
        expect(selects(object.spec.selector, labels)).toBe(true);
        for (const other of workloads)
          if (other.object !== object) expect(selects(object.spec.selector, other.labels)).toBe(false);
      }
    });

    it('gives each an account of its own, and a token to the collector alone, which looks for pods', () => {
      const accounts = ofKind(objects, 'ServiceAccount');
      for (const { automountServiceAccountToken } of accounts) expect(automountServiceAccountToken).toBe(false);
      for (const { name, pod } of servicesIn(objects))
        expect(accounts.map(nameOf)).toContain(name && pod.serviceAccountName);
      const withToken = workloads
        .filter(({ pod }) => pod.automountServiceAccountToken !== false)
        .map(({ component }) => component);
      expect(withToken).toEqual(['collector']);
      expect(ofKind(objects, 'Role').map(({ rules }) => rules)).toEqual([
        [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      ]);
    });

    it('mounts what there is, where nothing else is, to be read', () => {
      const maps = ofKind(objects, 'ConfigMap').map(nameOf);
      for (const { workload, container } of all) {
        const claims = (workload.object.spec.volumeClaimTemplates ?? []).map(
          (claim: KubernetesObject) => claim.metadata.name,
        );
        const volumes = new Map((workload.pod.volumes ?? []).map((volume) => [volume.name, volume]));
        const mounts = container.volumeMounts ?? [];
        expect(mounts.map(({ name }) => name).sort()).toEqual([...volumes.keys(), ...claims].sort());
        expect(new Set(mounts.map(({ mountPath }) => mountPath)).size).toBe(mounts.length);
        for (const { name, readOnly } of mounts) {
          const volume = volumes.get(name);
          const map = volume?.configMap as { name: string } | undefined;
          if (map) expect(maps).toContain(map.name);
          if (volume && !volume.emptyDir) expect([name, readOnly]).toEqual([name, true]);
        }
      }
    });

    it('names files that are mounted', () => {
      for (const { workload, container } of all)
        for (const { name, value = '' } of container.env ?? [])
          for (const [, path = ''] of value.matchAll(/(?:^|=)(\/(?:run|var|etc)\/[^?&,]+)/g)) {
            const mount = container.volumeMounts?.find(
              ({ mountPath }) => path.startsWith(`${mountPath}/`) || path === mountPath,
            );
            expect([workload.name, name, path, mount !== undefined]).toEqual([workload.name, name, path, true]);
            const volume = workload.pod.volumes?.find((each) => each.name === mount?.name);
            const secret = volume?.secret as { items?: readonly { path: string }[] } | undefined;
            if (secret?.items) expect(secret.items.map((item) => `${mount?.mountPath}/${item.path}`)).toContain(path);
          }
    });

    it('leaves the number of pods to whoever scales them', () => {
      const scaled = [...ofKind(objects, 'HorizontalPodAutoscaler'), ...ofKind(objects, 'ScaledObject')].map(
        ({ spec }) => spec.scaleTargetRef.name,
      );
      expect(new Set(scaled).size).toBe(scaled.length);
      for (const { kind, name, object } of servicesIn(objects))
        if (kind === 'Deployment')
          expect([name, object.spec.replicas === undefined]).toEqual([name, scaled.includes(name)]);
      for (const name of scaled) expect(workloads.map((each) => each.name)).toContain(name);
    });

    it('tells each of our programs what it needs to know, and nothing that it does not read', () => {
      for (const { container } of all) {
        const schema = schemaOf(container);
        if (!schema) continue;
        const given = new Set((container.env ?? []).map(({ name }) => name));
        const required = Object.keys(schema.shape).filter(
          (name) => schema.shape[name]?.safeParse(undefined).success === false,
        );
        expect([container.name, required.filter((name) => !given.has(name))]).toEqual([container.name, []]);
        const read = new Set([...Object.keys(schema.shape), ...telemetryVariables(container), ...itself(container)]);
        expect([container.name, [...given].filter((name) => !read.has(name))]).toEqual([container.name, []]);
        for (const { name, value } of container.env ?? [])
          if (value !== undefined && schema.shape[name] && !value.includes('$('))
            expect([name, value, schema.shape[name].safeParse(value).success]).toEqual([name, value, true]);
      }
    });

    it('tells the collector what its files ask for, and nothing else', () => {
      for (const { container, config } of collectorConfigs(objects)) {
        const given = new Set((container.env ?? []).map(({ name }) => name));
        const { needed, read } = variablesOf(config);
        expect(needed.filter((name) => !given.has(name))).toEqual([]);
        expect(
          [...given].filter((name) => !read.has(name) && !/^GO(GC|MEMLIMIT)$/.test(name) && !fromPod.has(name)),
        ).toEqual([]);
      }
    });

    it('runs pipelines whose parts are all there', () => {
      for (const { config } of collectorConfigs(objects)) {
        const { pipelines } = config.service;
        expect(Object.keys(pipelines).length).toBeGreaterThan(5);
        for (const [name, { receivers, processors = [], exporters }] of Object.entries(pipelines)) {
          const known = (kind: 'receivers' | 'processors' | 'exporters') => [
            ...Object.keys(config[kind] ?? {}),
            ...(kind === 'processors' ? [] : Object.keys(config.connectors ?? {})),
          ];
          expect([name, receivers.filter((id) => !known('receivers').includes(id))]).toEqual([name, []]);
          expect([name, processors.filter((id) => !known('processors').includes(id))]).toEqual([name, []]);
          expect([name, exporters.filter((id) => !known('exporters').includes(id))]).toEqual([name, []]);
        }
        // What a connector takes in one pipeline comes out in another.
        const sent = Object.values(pipelines).flatMap(({ exporters }) => exporters);
        const taken = Object.values(pipelines).flatMap(({ receivers }) => receivers);
        for (const connector of Object.keys(config.connectors ?? {}))
          expect([connector, taken.includes(connector)]).toEqual([connector, sent.includes(connector)]);
      }
    });

    it('carries over each group of rules as it is', () => {
      for (const { metadata, spec } of ofKind(objects, 'PrometheusRule')) {
        const name = metadata.name.replace(/^(?:shop-sightline|store)-/, '');
        const file = ['alerts/generated', 'alerts/generated/platform']
          .map((folder) => join(repository, folder, `${name}.rules.yml`))
          .find(existsSync);
        const text = readFileSync(file ?? join(chartFolder, 'generated', `${name}.rules.yml`), 'utf8');
        expect(spec).toEqual(parse(text.replaceAll(/\$\{NAMESPACE\}/g, 'shop')));
      }
    });

    it('makes no object that is larger than the cluster takes', () => {
      for (const object of objects) expect(Buffer.byteLength(JSON.stringify(object))).toBeLessThan(MiB * 0.95);
    });

    describe.skipIf((values.networkPolicy as { enabled?: boolean } | undefined)?.enabled === false)(
      'its network',
      () => {
        const policies = ofKind(objects, 'NetworkPolicy');

        it('refuses first: every pod is closed both ways', () => {
          for (const { labels, name } of workloads) {
            const own = policies.filter(({ spec }) => selects(spec.podSelector, labels));
            expect([name, own.length]).toEqual([name, 2]);
            for (const { spec } of own) expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
          }
        });

        it('opens ports by their numbers, never all of them', () => {
          for (const { metadata, spec } of policies)
            for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
              expect([metadata.name, rule.ports?.length > 0]).toEqual([metadata.name, true]);
              for (const { port } of rule.ports) expect([metadata.name, port > 0]).toEqual([metadata.name, true]);
            }
        });

        it('lets each go where it is told to go, and be reached there', () => {
          for (const { from, to, port } of ways(objects)) {
            const out = policies
              .filter(({ spec }) => selects(spec.podSelector, from.labels))
              .flatMap(({ spec }) => spec.egress ?? []);
            expect([from.component, to?.component, port, out.some((rule) => opens(rule, 'to', port, to))]).toEqual([
              from.component,
              to?.component,
              port,
              true,
            ]);
            if (!to) continue;
            const into = policies
              .filter(({ spec }) => selects(spec.podSelector, to.labels))
              .flatMap(({ spec }) => spec.ingress ?? []);
            expect([from.component, to.component, port, into.some((rule) => opens(rule, 'from', port, from))]).toEqual([
              from.component,
              to.component,
              port,
              true,
            ]);
          }
        });
      },
    );
  });
});

const amounts = { cpu: expect.anything(), memory: expect.anything() };
const nameOf = ({ metadata }: KubernetesObject) => metadata.name;
const fromPod = new Set(['POD_NAME', 'POD_UID', 'POD_NAMESPACE', 'NODE_NAME']);

/** What could hold one, by its name. */
const isSecret = ({ name }: EnvVariable) => /PASSWORD|SECRET|TOKEN|(?:^|_)KEYS?(?:_|$)/.test(name);

/** Variables of Node.js, and of the pod where others are made of them. */
const itself = ({ env = [] }: Container) => [
  'NODE_ENV',
  ...[...fromPod].filter((name) => env.some(({ value }) => value?.includes(`$(${name})`))),
];

/** Of whatever loads the library before it starts; the others read none of them. */
function telemetryVariables({ command = [] }: Container): string[] {
  const { variables } = load(join(repository, 'observability', 'dist', 'settings', 'variables.js'));
  return command.includes('@sightline/observability/preload') ? ['OTEL_SERVICE_NAME', ...Object.keys(variables)] : [];
}

/** The settings of the program that a container runs: those of the folder that it works in. */
function schemaOf({ workingDir, command = [] }: Container): Schema | undefined {
  const folder = workingDir?.replace(/^\/sightline\//, '');
  if (folder === undefined) return undefined;
  if (command.includes('dist/migrate.js'))
    return { shape: load(join(repository, 'services', 'database', 'dist', 'migrate-alone.js')).migrationSchema.shape };
  return load(join(repository, folder, 'dist', 'config.js')).configSchema;
}

function opens(rule: Rule, side: 'from' | 'to', port: number, peer: Workload | undefined): boolean {
  if (!rule.ports.some((each) => each.port === port)) return false;
  const peers = rule[side];
  // An engine may be anywhere.
  if (peers === undefined || peer === undefined) return true;
  return peers.some(({ podSelector }) => podSelector && selects(podSelector, peer.labels));
}

interface Rule {
  readonly ports: readonly { readonly port: number }[];
  readonly from?: readonly { readonly podSelector?: { readonly matchLabels: Record<string, string> } }[];
  readonly to?: readonly { readonly podSelector?: { readonly matchLabels: Record<string, string> } }[];
}
