import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Site } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { storePassword } from '../tls/certificates';
import { java, javaArguments, javaEnvironment, sharedClasses, stopWithinSeconds } from './java';

const version = '3.5.1';

/** The newest traces that outlive a restart. */
const keptTraces = 500;

/**
 * Measured: a span of ours takes 4 kB, and the heap of 256 MB (java.ts) fills up at 63,000. Zipkin does not recover from
 * that. With this limit it forgets the oldest instead, and has room for a query of all it keeps.
 */
export const keptSpans = 40_000;
const spansPerRequest = 5000;

/** Milliseconds to give its traces out, and to take some of them back. */
const saveMs = 20_000;
const restoreMs = 30_000;

type Span = Readonly<Record<string, unknown>>;

export const zipkin: Engine = {
  name: 'zipkin',
  title: 'Zipkin',
  version,
  ports: ['zipkin'],
  address: (at) => at.url('zipkin'),
  after: [],
  yields: true,
  standsInFor: 'tempo',
  installation: {
    programs: [{ name: 'lib', path: 'lib' }],
    runtime: 'java',
    registry: {
      kind: 'maven',
      module: inRepository('stack', 'engines', 'modules', 'zipkin'),
      into: 'lib',
      explode: true,
    },
  },
  stopWithinSeconds,
  command: (site) => ({
    program: java(),
    args: [
      ...sharedClasses(site, `zipkin-${version}`),
      ...javaArguments(site.program('zipkin', 'lib')),
      'zipkin.server.ZipkinServer',
      `--armeria.ports[0].ip=${site.addresses.host}`,
      `--armeria.ports[0].port=${site.addresses.ports.zipkin}`,
      `--armeria.ports[0].protocols[0]=${site.addresses.secure ? 'https' : 'http'}`,
      ...lettingInByCertificate(site),
      '--logging.level.root=WARN',
      '--spring.main.banner-mode=off',
    ],
    env: {
      ...javaEnvironment,
      STORAGE_TYPE: 'mem',
      MEM_MAX_SPANS: String(keptSpans),
      QUERY_LOOKBACK: String(7 * 24 * 3600 * 1000),
    },
  }),
  ready: (site) => httpProbe(site, 'zipkin', '/health'),
  // Zipkin keeps traces in memory; a copy of the newest on disk makes them survive a restart.
  onReady: restoreTraces,
  onStop: saveTraces,
  every: { seconds: 60, run: saveTraces },
};

/** It knows no names: whoever has a certificate of the authority may ask it, and write to it. */
function lettingInByCertificate({ certificates }: Site): string[] {
  if (certificates === undefined) return [];
  const { store } = certificates.of('zipkin');
  const settings = Object.entries({ 'client-auth': 'REQUIRE', 'enabled-protocols': 'TLSv1.3,TLSv1.2' });
  const stores = ['key-store', 'trust-store'].flatMap((name) => [
    [name, store],
    [`${name}-type`, 'PKCS12'],
    [`${name}-password`, storePassword],
  ]);
  return [...settings, ...stores].map(([name, value]) => `--armeria.ssl.${name}=${value}`);
}

/** Of the runner itself, which is the operator. */
async function ask(
  site: Site,
  path: string,
  { signal, ...init }: RequestInit & { readonly signal: AbortSignal },
): Promise<Response> {
  const url = `${site.addresses.url('zipkin')}${path}`;
  if (site.certificates === undefined) return fetch(url, { ...init, signal });
  // Loaded here: nobody else needs what asks under TLS.
  const { fetchOver } = await import('@sightline/stores');
  const { authority, certificate, key } = site.certificates.of('operator');
  return fetchOver({ ca: authority, clientCertificate: { certificate, key } })(url, { ...init, signal });
}

const copyOf = ({ home }: Site) => join(home.data('zipkin'), 'traces.json');

async function saveTraces(site: Site): Promise<void> {
  const query = `limit=${keptTraces}&lookback=${7 * 24 * 3600 * 1000}`;
  const response = await ask(site, `/api/v2/traces?${query}`, {
    signal: AbortSignal.timeout(saveMs),
  });
  if (!response.ok) throw new Error(`Zipkin answered ${response.status} when asked for its traces`);
  const file = copyOf(site);
  mkdirSync(site.home.data('zipkin'), { recursive: true });
  writeFileSync(`${file}.draft`, Buffer.from(await response.arrayBuffer()));
  renameSync(`${file}.draft`, file);
}

async function restoreTraces(site: Site): Promise<void> {
  if (!existsSync(copyOf(site))) return;
  const spans = (JSON.parse(readFileSync(copyOf(site), 'utf8')) as Span[][]).flat();
  for (let at = 0; at < spans.length; at += spansPerRequest) {
    const response = await ask(site, '/api/v2/spans', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(spans.slice(at, at + spansPerRequest)),
      signal: AbortSignal.timeout(restoreMs),
    });
    if (!response.ok) throw new Error(`Zipkin answered ${response.status} to the traces of its last run`);
  }
}
