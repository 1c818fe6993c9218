import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allComponents, defaultPorts, inRepository } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addresses } from '../addresses';
import type { Component, Site } from '../component';
import { waitsFor } from '../components';
import { homeAt } from '../home';
import { readSettings } from '../settings';
import { priorities } from '../supervise/yield-processor';
import { type ComposeProject, type ComposeService, readProject } from './read-project';

const file = inRepository('docker-compose.yml');
const dockerfile = readFileSync(inRepository('Dockerfile'), 'utf8');
/** Stands for whatever is installed: some engines look at their own files before they are started. */
const installed = mkdtempSync(join(tmpdir(), 'sightline-installed-'));
let secrets: Record<string, string>;
let project: ComposeProject;

beforeAll(async () => {
  secrets = madeSecrets();
  project = await readProject(file, secrets);
  // Where there is no `docker compose`, the first time builds its parser.
}, 600_000);

afterAll(() => rmSync(installed, { recursive: true }));

/** What stands in for Tempo, Loki and Grafana where official images are not to be had: here they are. */
const components = allComponents.filter(({ standsInFor }) => standsInFor === undefined);
const ours = ['order', 'payment', 'bank', 'flags', 'inbox', 'traffic'];

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

  it('yields processor time to the others if it does under the runner', () => {
    expect(service().cpu_shares).toBe(component.yields && priorities[component.yields].cpuShares);
  });

  it('waits for what it waits for under the runner, until that is healthy', () => {
    const there = Object.entries(service().depends_on ?? {});
    expect(there.map(([each]) => each).sort()).toEqual([...waitsFor(component)].sort());
    for (const [, { condition }] of there) expect(condition).toBe('service_healthy');
  });

  // PostgreSQL gets none from the runner, and to ask for its command is to have its programs moved.
  if (name === 'postgres') return;
  it('is given the variables that the runner gives it', () => {
    const given = (variable: string) =>
      variable in service().environment || variable.startsWith('ZIPKIN_') || variable.startsWith('VICTORIALOGS_');
    const wanted = Object.keys(commandOf(component).env ?? {});
    expect(wanted.filter((variable) => !given(variable) && !suppliedByImage.has(variable))).toEqual([]);
  });
});

/** What images set themselves, or what their entrypoint says by another name. */
const suppliedByImage = new Set(['GF_SERVER_HTTP_ADDR', 'GF_SERVER_HTTP_PORT', 'GF_PATHS_DATA', 'GF_PATHS_LOGS']);

it.each(['prometheus', 'alertmanager', 'loki', 'tempo', 'collector'])('%s gets the flags of the runner', (name) => {
  const component = components.find((each) => each.name === name) as Component;
  const flags = (args: readonly string[]) =>
    new Set(args.flatMap((arg) => arg.split(/\s+/)).flatMap((arg) => /^--?[a-z][\w.-]*/.exec(arg)?.[0] ?? []));
  const there = flags(project.services[name]?.command ?? []);
  expect([...flags(commandOf(component).args)].filter((flag) => !there.has(flag))).toEqual([]);
});

it('holds the components of the runner and no others', () => {
  expect(Object.keys(project.services).sort()).toEqual(components.map(({ name }) => name).sort());
});

it('holds no secret, and says what to do where one is missing', async () => {
  const text = readFileSync(file, 'utf8');
  for (const [, value] of text.matchAll(/(?:PASSWORD|API_KEY): (.*)/g)) expect(value).toMatch(/^\$\{\w+:\?run .+\}$/);
  await expect(readProject(file, {})).rejects.toThrow('run stack/compose/secrets.sh first');
});

it('runs our own images as someone who is not root', () => {
  for (const target of ['services', 'collector']) {
    const stage = dockerfile.split(/^FROM /m).find((each) => each.includes(` AS ${target}\n`));
    expect(stage).toMatch(/^USER (?!root|0)/m);
  }
  for (const name of ours) expect(project.services[name]?.build?.target).toBe('services');
});

/** What `secrets.sh` writes, from a copy of it elsewhere: the repository's own .env is left alone. */
function madeSecrets(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-compose-'));
  try {
    const script = join(folder, 'stack', 'compose', 'secrets.sh');
    cpSync(inRepository('stack', 'compose', 'secrets.sh'), script);
    for (const _ of ['once', 'again']) execFileSync('sh', [script]);
    const env = join(folder, '.env');
    expect(statSync(env).mode & 0o077).toBe(0);
    return Object.fromEntries(
      readFileSync(env, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How the runner would start it, on a platform with Tempo and Loki. */
const commandOf = (component: Component) =>
  component.command({
    addresses: addresses({}),
    home: homeAt('/home'),
    secrets: new Proxy({}, { get: (_, name) => String(name) }) as Site['secrets'],
    settings: readSettings({}),
    traceStore: 'tempo',
    logStore: 'loki',
    dashboards: 'grafana',
    sloScale: 'real',
    program: () => installed,
    configFile: (template) => template,
  });
