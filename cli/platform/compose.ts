import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { parseEnv, promisify } from 'node:util';
import { type Addresses, addresses, inRepository, type PlatformState } from '@sightline/stack';
import { z } from 'zod';
import type { OpenPlatform } from '../connections';
import { ownPlatform } from './local';

const run = promisify(execFile);
const answersWithinMs = 300;
const dockerWithinMs = 10_000;

/** What `docker compose up` runs in this checkout, by the ports that it publishes; undefined when it does not run. */
export async function composePlatform(local: PlatformState | undefined): Promise<OpenPlatform | undefined> {
  const env = { ...dotEnv(), ...process.env };
  const published = publishedAddresses(env);
  // Docker is slow to say that nothing runs: where nobody listens, it is not asked.
  const isLocal = local?.addresses.ports.prometheus === published.ports.prometheus;
  if (isLocal || !(await listens(published.host, published.ports.prometheus))) return undefined;
  const services = await runningServices();
  if (services.size === 0) return undefined;
  const own = ownPlatform({
    addresses: published,
    apiKey: env.SIGHTLINE_API_KEY ?? '',
    traceStore: services.has('tempo') ? 'tempo' : 'zipkin',
    logStore: services.has('victorialogs') ? 'victorialogs' : 'loki',
    hasPage: services.has('grafana') || services.has('viewer'),
  });
  return { ...own, name: 'compose', kind: 'compose' };
}

/** docker-compose.yml publishes what `npm start` listens at, on loopback; only single ports are moved. */
const publishedAddresses = (env: NodeJS.ProcessEnv): Addresses =>
  addresses(Object.fromEntries(Object.entries(env).filter(([name]) => movesOnePort(name))));

const movesOnePort = (name: string) => name.startsWith('SIGHTLINE_PORT_') && name !== 'SIGHTLINE_PORT_OFFSET';

function dotEnv(): NodeJS.ProcessEnv {
  const file = inRepository('.env');
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv) : {};
}

const service = z.object({ Service: z.string(), State: z.string() });

/** Of compose's project in this checkout; none where there is no Docker to ask. */
async function runningServices(): Promise<ReadonlySet<string>> {
  try {
    const args = ['compose', '--project-directory', inRepository(), 'ps', '--format', 'json'];
    const { stdout } = await run('docker', args, { timeout: dockerWithinMs, cwd: inRepository() });
    // Older versions print a list, newer ones a line for each.
    const printed = stdout.trimStart().startsWith('[') ? JSON.parse(stdout) : stdout.trim().split('\n').map(lineOf);
    const known = z.array(service).parse(printed);
    return new Set(known.filter(({ State }) => State === 'running').map(({ Service }) => Service));
  } catch {
    return new Set();
  }
}

const lineOf = (line: string): unknown => JSON.parse(line);

const listens = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: answersWithinMs });
    const done = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket
      .once('connect', () => done(true))
      .once('error', () => done(false))
      .once('timeout', () => done(false));
  });
