import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Site } from '../component';
import type { Home } from '../home';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import type { Certificates } from '../tls/certificates';
import { keyStore } from '../tls/key-store';
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
  prepare: ({ certificates, home }) => {
    if (certificates) writeKeyStores(certificates, home);
  },
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
      ...(site.certificates && { ARMERIA_SSL_KEYSTOREPASSWORD: password, ARMERIA_SSL_TRUSTSTOREPASSWORD: password }),
    },
  }),
  ready: (site) => httpProbe(site, 'zipkin', '/health'),
  // Zipkin keeps traces in memory; a copy of the newest on disk makes them survive a restart.
  onReady: restoreTraces,
  onStop: saveTraces,
  every: { seconds: 60, run: saveTraces },
};

/** For this run: the key stores are made at each start, and read at none after it. */
const password = randomBytes(24).toString('base64url');

const storeFile = (home: Home, name: 'key' | 'trust') => home.run('zipkin', `${name}-store.p12`);

/** It reads no PEM. */
function writeKeyStores(certificates: Certificates, home: Home): void {
  const own = certificates.of('zipkin');
  const read = (file: string) => readFileSync(file, 'utf8');
  mkdirSync(home.run('zipkin'), { recursive: true, mode: 0o700 });
  const identity = { certificate: read(own.certificate), key: read(own.key) };
  writeFileSync(storeFile(home, 'key'), keyStore({ identity }, password), { mode: 0o600 });
  writeFileSync(storeFile(home, 'trust'), keyStore({ authority: read(own.authority) }, password), { mode: 0o600 });
}

/** It knows no names: whoever has a certificate of the authority may ask it, and write to it. */
function lettingInByCertificate({ certificates, home }: Site): string[] {
  if (certificates === undefined) return [];
  return Object.entries({
    'client-auth': 'REQUIRE',
    'enabled-protocols': 'TLSv1.3,TLSv1.2',
    'key-store': storeFile(home, 'key'),
    'key-store-type': 'PKCS12',
    'trust-store': storeFile(home, 'trust'),
    'trust-store-type': 'PKCS12',
  }).map(([name, value]) => `--armeria.ssl.${name}=${value}`);
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
