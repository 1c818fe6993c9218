import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeysFile } from '@sightline/access';
import { allComponents, defaultPorts, inRepository } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses } from '../addresses';
import { ownCallers } from '../api-keys';
import type { Component, Site } from '../component';
import { waitsFor } from '../components';
import { homeAt } from '../home';
import { type LogStore, readSettings, type TraceStore } from '../settings';
import { yielding } from '../supervise/yield-processor';
import { certificatesIn } from '../tls/certificates';
import { type ComposeProject, type ComposeService, readProject } from './read-project';
import { standIns } from './stand-ins/programs';

const official = inRepository('docker-compose.yml');
const permissive = inRepository('docker-compose.permissive.yml');
const production = inRepository('docker-compose.production.yml');
const closed = inRepository('docker-compose.production.permissive.yml');
const dockerfile = readFileSync(inRepository('Dockerfile'), 'utf8');
/** Stands for whatever is installed: some engines look at their own files before they are started. */
const installed = mkdtempSync(join(tmpdir(), 'sightline-installed-'));
let secrets: Record<string, string>;

beforeAll(() => {
  secrets = madeSecrets();
});

afterAll(() => {
  for (const folder of [installed, written]) rmSync(folder, { recursive: true });
});

interface Way {
  readonly title: string;
  readonly files: readonly string[];
  /** The components of the runner that it is to hold. */
  readonly components: readonly Component[];
  readonly traceStore: TraceStore;
  readonly logStore: LogStore;
  readonly dashboards: Site['dashboards'];
  /** Of the runner's variables, what needs no counterpart: the addresses of what does not run here. */
  readonly absent: RegExp;
}

const ways: readonly Way[] = [
  {
    title: 'docker-compose.yml',
    files: [official],
    components: allComponents.filter(({ standsInFor }) => standsInFor === undefined),
    traceStore: 'tempo',
    logStore: 'loki',
    dashboards: 'grafana',
    absent: /^(ZIPKIN|VICTORIALOGS)_/,
  },
  {
    title: 'docker-compose.permissive.yml over it',
    files: [official, permissive],
    components: allComponents.filter(({ name }) => !allComponents.some(({ standsInFor }) => standsInFor === name)),
    traceStore: 'zipkin',
    logStore: 'victorialogs',
    dashboards: 'viewer',
    absent: /^TEMPO_/,
  },
];

describe.each(ways)('$title', (way) => {
  const { files, components } = way;
  let project: ComposeProject;

  beforeAll(async () => {
    project = await readProject(files, secrets);
    // Where there is no `docker compose`, the first time builds its parser.
  }, 600_000);

  describe.each(components.map((component) => [component.name, component] as const))('%s', (name, component) => {
    const service = () => project.services[name] as ComposeService;

    it('has the version of the runner', () => {
      expect(service().image).toMatch(new RegExp(`:v?${component.version.replaceAll('.', '\\.')}(?![\\d.])`));
    });

    it('publishes ports of its own at their numbers, on loopback alone', () => {
      for (const { host_ip, published } of service().ports ?? []) {
        expect(host_ip).toBe('127.0.0.1');
        expect(component.ports.map((port) => String(defaultPorts[port]))).toContain(published);
      }
    });

    it('gets configuration from the repository and cannot write to it', () => {
      for (const { type, source, read_only } of service().volumes ?? []) {
        if (type === 'bind') expect([source, existsSync(source), read_only]).toEqual([source, true, true]);
        else expect(Object.keys(project.volumes)).toContain(source);
      }
    });

    it('restarts, is limited in memory and says how it is', () => {
      expect(service().restart).toBe('unless-stopped');
      expect(Number(service().mem_limit)).toBeLessThanOrEqual(640 * 1024 * 1024);
      expect(service().healthcheck?.test.length).toBeGreaterThan(1);
    });

    it('is unhealthy within about half a minute when it hangs', () => {
      const { interval = '', timeout = '', retries = 0 } = service().healthcheck ?? {};
      expect(retries * (Number.parseFloat(interval) + Number.parseFloat(timeout))).toBeLessThanOrEqual(30);
      expect([interval, timeout]).toEqual([expect.stringMatching(/^\d+s$/), expect.stringMatching(/^\d+s$/)]);
    });

    it('may do no more than it must', () => {
      expect(service().cap_drop).toEqual(['ALL']);
      expect(service().security_opt).toEqual(['no-new-privileges:true']);
    });

    it('yields processor time to the others if it does under the runner', () => {
      expect(service().cpu_shares).toBe(component.yields && yielding.cpuShares);
    });

    it('waits for what it waits for under the runner', () => {
      const there = Object.entries(service().depends_on ?? {});
      const named = waitsFor(component).flatMap((each) => inPlaceOf(each, components));
      expect(there.map(([each]) => each).sort()).toEqual(named.sort());
      // What it cannot run without, it waits for until that is healthy; it copes with the absence of the others.
      for (const [each, { condition }] of there)
        expect([each, condition]).toEqual([
          each,
          copesWithout(component, each) ? expect.any(String) : 'service_healthy',
        ]);
    });

    // PostgreSQL gets none from the runner, and to ask for its command is to have its programs moved.
    if (name === 'postgres') return;
    it('is given the variables that the runner gives it', () => {
      const given = (variable: string) => variable in service().environment || way.absent.test(variable);
      const wanted = Object.keys(commandOf(component, way).env ?? {});
      expect(wanted.filter((variable) => !given(variable) && !suppliedByImage.has(variable))).toEqual([]);
    });
  });

  const flagged = ['prometheus', 'alertmanager', 'loki', 'tempo', 'victorialogs', 'collector'];
  it.each(
    components.filter(({ name }) => flagged.includes(name)).map((component) => [component.name, component] as const),
  )('%s gets the flags of the runner', (name, component) => {
    const flags = (args: readonly string[]) =>
      new Set(args.flatMap((arg) => arg.split(/\s+/)).flatMap((arg) => /^--?[a-z][\w.-]*/.exec(arg)?.[0] ?? []));
    const there = flags(project.services[name]?.command ?? []);
    expect([...flags(commandOf(component, way).args)].filter((flag) => !there.has(flag))).toEqual([]);
  });

  it('holds the components of the runner and no others', () => {
    expect(Object.keys(project.services).sort()).toEqual(components.map(({ name }) => name).sort());
  });

  it('builds the image of our services once, and fetches it from nowhere', () => {
    const services = Object.values(project.services).filter(({ image }) => image.startsWith('sightline-services:'));
    expect(services.map(({ pull_policy }) => pull_policy)).toEqual(services.map(() => 'never'));
    expect(services.flatMap(({ build }) => build?.target ?? [])).toEqual(['services']);
  });
});

it('has a stand-in for every image that it fetches and may, without a program under the AGPL', async () => {
  const { services } = await readProject([official, permissive], secrets);
  const fetched = Object.values(services).filter(({ build, pull_policy }) => !build && pull_policy !== 'never');
  const repositories = fetched.map(({ image }) => image.split(':')[0]);
  expect(repositories.filter((repository) => !(String(repository) in standIns))).toEqual([]);
  expect(repositories.filter((repository) => repository?.startsWith('grafana/'))).toEqual([]);
});

describe('docker-compose.production.yml over docker-compose.yml', () => {
  let project: ComposeProject;
  beforeAll(async () => {
    project = await readProject([official, production], secrets);
  }, 600_000);

  it('publishes the shop and the dashboards, on loopback, and nothing else', () => {
    const published = Object.entries(project.services).filter(([, { ports = [] }]) => ports.length > 0);
    expect(published.map(([name]) => name).sort()).toEqual(['grafana', 'order']);
    for (const [, { ports = [] }] of published) expect(ports.map(({ host_ip }) => host_ip)).toEqual(['127.0.0.1']);
  });

  it('lets a part reach those alone that it talks to', () => {
    const reach = (name: string) => Object.keys(project.services[name]?.networks ?? {}).sort();
    for (const name of Object.keys(project.services)) expect([name, reach(name)]).not.toEqual([name, ['default']]);
    for (const store of ['prometheus', 'loki', 'tempo']) expect(reach(store)).toEqual(['stores']);
    for (const name of ['order', 'payment', 'traffic', 'bank', 'flags', 'kafka', 'postgres'])
      expect([name, reach(name).includes('stores')]).toEqual([name, false]);
    expect(reach('postgres')).toEqual(['rows']);
    expect(reach('kafka')).toEqual(['events']);
    const open = Object.entries(project.networks ?? {}).filter(([, { internal }]) => !internal);
    expect(open.map(([name]) => name).sort()).toEqual(['front', 'outside']);
  });

  it.each(['order', 'payment'])('has %s prove who it is, and believe nobody else', (name) => {
    const environment = project.services[name]?.environment ?? {};
    expect(environment).toMatchObject({
      SIGHTLINE_FAULTS: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: expect.stringMatching(/^https:/),
      LOKI_URL: expect.stringMatching(/^https:/),
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: '/run/tls/certificate.pem',
      KAFKA_CERTIFICATE_FILE: '/run/tls/certificate.pem',
      DATABASE_URL: expect.stringContaining('sslmode=verify-full'),
      MIGRATION_DATABASE_URL: expect.stringContaining('sslmode=verify-full'),
    });
    const mounted = (project.services[name]?.volumes ?? []).map(({ source, target }) => [
      target,
      source.replace(written, ''),
    ]);
    expect(Object.fromEntries(mounted)).toEqual({
      '/run/tls': `/.secrets/tls/${name}`,
      '/run/app': `/.secrets/passwords/${name}-app`,
      '/run/owner': `/.secrets/passwords/${name}-owner`,
      '/run/keys': '/.secrets/keys-closed',
      '/run/services': '/.secrets/services',
    });
  });

  it('shows a container no password but those that it reads', () => {
    for (const [name, { environment, command, volumes = [] }] of Object.entries(project.services)) {
      const shown = volumes.filter(({ source }) => source.includes('/passwords')).map(({ target }) => target);
      const read = JSON.stringify([environment, command]);
      expect([name, shown.filter((target) => !read.includes(`${target}/`))]).toEqual([name, []]);
    }
  });

  it('mounts no file that is replaced: only a folder shows what is put in its place', () => {
    const secret = Object.values(project.services).flatMap(({ volumes = [] }) =>
      volumes.map(({ source }) => source).filter((source) => source.startsWith(written)),
    );
    expect(secret.length).toBeGreaterThan(8);
    expect(secret.filter((source) => /\.\w+$/.test(source.slice(join(written, '.secrets').length)))).toEqual([]);
  });

  it('lets nobody do anything without a key, and each key what it could do before', () => {
    const read = (folder: string) => readKeysFile(join(written, '.secrets', folder, 'api-keys.json'));
    expect(read('keys-closed').anonymous).toEqual([]);
    expect(read('keys').anonymous.filter((right) => !right.endsWith(':read'))).toEqual([]);
    expect(read('keys-closed').keys).toEqual(read('keys').keys);
    expect(Object.fromEntries(read('keys').keys.map(({ name, rights }) => [name, rights]))).toEqual(ownCallers);
  });
});

describe('docker-compose.production.permissive.yml over the other three', () => {
  let project: ComposeProject;
  const way = ways[1] as Way;
  const known = certificatesIn('/tls');
  const home = homeAt(mkdtempSync(join(installed, 'home-')));
  const closedCommand = (component: Component) =>
    commandOf(component, way, { addresses: addresses({ SIGHTLINE_SECURE: 'on' }), certificates: known, home });

  beforeAll(async () => {
    project = await readProject([official, permissive, production, closed], secrets);
  }, 600_000);

  it('speaks to nobody in plain text, and shows nothing but the shop and the dashboards', () => {
    const plain = Object.entries(project.services).flatMap(([name, { environment }]) =>
      Object.entries(environment ?? {}).flatMap(([variable, value]) =>
        /http:/.test(value) && !way.absent.test(variable) ? [`${name} ${variable}`] : [],
      ),
    );
    expect(plain).toEqual([]);
    const published = Object.entries(project.services).filter(([, { ports = [] }]) => ports.length > 0);
    expect(published.map(([name]) => name).sort()).toEqual(['order', 'viewer']);
  });

  it.each(
    way.components.filter(({ name }) => name !== 'postgres').map((component) => [component.name, component] as const),
  )('%s is given the variables that the runner gives it where it is closed', (name, component) => {
    const given = (variable: string) =>
      variable in (project.services[name]?.environment ?? {}) ||
      way.absent.test(variable) ||
      suppliedByImage.has(variable);
    expect(Object.keys(closedCommand(component).env ?? {}).filter((variable) => !given(variable))).toEqual([]);
  });

  it.each(['prometheus', 'alertmanager', 'victorialogs', 'zipkin', 'collector'])(
    '%s gets the flags of the runner',
    (name) => {
      const component = way.components.find((each) => each.name === name) as Component;
      const flagsIn = (args: readonly string[]) =>
        new Set(args.flatMap((arg) => arg.split(/\s+/)).flatMap((arg) => /^--?[a-z][\w.[\]-]*/.exec(arg)?.[0] ?? []));
      const there = flagsIn(project.services[name]?.command ?? []);
      // Where it is bound is the image's affair, and so is how Java runs.
      const ours = [...flagsIn(closedCommand(component).args)].filter((flag) => !/^-(?:X|D|cp)|\.ip$/.test(flag));
      expect(ours.filter((flag) => !there.has(flag))).toEqual([]);
    },
  );
});

it.each([
  ['official images', () => [official, production]],
  ['those that may be built', () => [official, permissive, production, closed]],
])('has no password in a variable of a container in production, with %s', async (_, layers) => {
  const { services } = await readProject(layers(), secrets);
  const passwords = Object.entries(secrets).filter(([name]) => name.endsWith('_PASSWORD'));
  expect(passwords.length).toBeGreaterThan(5);
  const told = Object.entries(services).flatMap(([name, { environment, command }]) => {
    const text = JSON.stringify([environment, command]);
    return passwords.filter(([, password]) => text.includes(password)).map(([variable]) => `${name} ${variable}`);
  });
  expect(told).toEqual([]);
});

it('holds no secret, and says what to do where one is missing', async () => {
  const text = [official, permissive].map((file) => readFileSync(file, 'utf8')).join('');
  for (const [, value] of text.matchAll(/(?:PASSWORD|API_KEY): (.*)/g)) expect(value).toMatch(/^\$\{\w+:\?run .+\}$/);
  await expect(readProject([official], {})).rejects.toThrow('run stack/compose/secrets.sh first');
});

it('makes our own images run as someone who is not root', () => {
  for (const target of ['services', 'viewer', 'collector']) {
    const stage = dockerfile.split(/^FROM /m).find((each) => each.includes(` AS ${target}\n`));
    expect(stage).toMatch(/^USER (?!root|0)/m);
  }
});

/** What images set themselves, what their entrypoint says by another name, and where the runner, which is not there, says how it is. */
const suppliedByImage = new Set([
  'GF_SERVER_HTTP_ADDR',
  'GF_SERVER_HTTP_PORT',
  'GF_PATHS_DATA',
  'GF_PATHS_LOGS',
  'PLATFORM_STATE',
]);

const copesWithout = ({ needs = [] }: Component, name: string) => !needs.some((each) => each === name);

/** A component by its name, or what stands in for it. */
const inPlaceOf = (name: string, components: readonly Component[]) =>
  components.filter((each) => each.name === name || each.standsInFor === name).map((each) => each.name);

/** Where `secrets.sh` writes, from a copy of it elsewhere: the repository's own .env and .secrets are left alone. */
const written = mkdtempSync(join(tmpdir(), 'sightline-compose-'));

function madeSecrets(): Record<string, string> {
  const script = join(written, 'stack', 'compose', 'secrets.sh');
  cpSync(inRepository('stack', 'compose', 'secrets.sh'), script);
  for (const _ of ['once', 'again']) execFileSync('sh', [script]);
  const env = join(written, '.env');
  for (const path of [env, join(written, '.secrets')]) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  const lines = readFileSync(env, 'utf8').trim().split('\n');
  return {
    ...Object.fromEntries(lines.map((line) => line.split('=') as [string, string])),
    SIGHTLINE_SECRETS: join(written, '.secrets'),
  };
}

/** How the runner would start it. */
const commandOf = (component: Component, { traceStore, logStore, dashboards }: Way, closing: Partial<Site> = {}) =>
  component.command({
    addresses: addresses({}),
    home: homeAt('/home'),
    secrets: new Proxy({}, { get: (_, name) => String(name) }) as Site['secrets'],
    settings: readSettings({}),
    traceStore,
    logStore,
    dashboards,
    sloScale: 'real',
    replicas: {},
    program: () => installed,
    configFile: (template) => template,
    ...closing,
  });
