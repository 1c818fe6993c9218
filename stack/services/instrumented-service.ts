import { isIP } from 'node:net';
import type { Command, Component, ComponentName, Replicable, Site } from '../component';
import { type InstanceName, instanceName } from '../replicas';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import type { ApplicationName } from './applications';
import { poolSize } from './connections';
import { knownAs } from './known-as';
import { telemetryOf } from './telemetry-of';
import { versionOf } from './version-of';

interface InstrumentedService {
  readonly name: ApplicationName;
  readonly title: string;
  readonly yields?: true;
  readonly needs?: readonly ComponentName[];
  /** Beside the collector. */
  readonly after?: readonly ComponentName[];
  /** A half of V8's young generation, in MB, when V8's own 16 makes it collect garbage too often. */
  readonly youngMegabytes?: number;
  /** What it is told besides. */
  readonly environment?: (site: Site) => Record<string, string>;
}

/** What our services with telemetry have in common: NestJS processes that preload it, with a key, flags and a way to Kafka. */
export function instrumentedService(service: InstrumentedService): Replicable {
  const { name, title } = service;
  return {
    ...oneOf(service, { name, title }),
    name,
    instance: (index) =>
      oneOf(service, { name: instanceName(name, index), title: `${title} (${instanceName(name, index)})`, index }),
  };
}

/** How long one of several still takes requests after it was told to end: the front asks it four times a second whether to send it some. */
const DRAIN_MS = 1_000;

interface One {
  /** Of the component and of its port. */
  readonly name: ApplicationName | InstanceName;
  readonly title: string;
  /** Where there are several: which of them it is. */
  readonly index?: number;
}

function oneOf(service: InstrumentedService, one: One): Component {
  const { name, yields, needs, after = [], youngMegabytes, environment = () => ({}) } = service;
  const folder = inRepository('services', name);
  const version = versionOf(folder);
  return {
    name: one.name,
    title: one.title,
    version,
    ports: [one.name],
    address: (at) => at.url(one.name),
    ...(one.index !== undefined && { partOf: [name] }),
    ...(yields && { yields }),
    ...(needs && { needs }),
    after: [...after, 'collector'],
    command: (site): Command => ({
      program: process.execPath,
      args: [
        ...(youngMegabytes === undefined ? [] : [`--max-semi-space-size=${youngMegabytes}`]),
        '--require',
        '@sightline/observability/preload',
        'dist/main.js',
      ],
      cwd: folder,
      env: {
        NODE_ENV: 'production',
        HOST: site.addresses.host,
        PORT: String(site.addresses.ports[one.name]),
        KAFKA_BROKERS: site.addresses.at('kafka'),
        SIGHTLINE_API_KEYS_FILE: site.home.apiKeysFile,
        ...kafkaKnows(site, name),
        SIGHTLINE_FAULTS: site.settings.faults,
        FLAGS_URL: site.addresses.url('flags'),
        FLAGS_API_KEY_FILE: site.home.key('services'),
        ...knownAs(site, name),
        // It asks the flags and the bank over TLS.
        ...(site.certificates && { NODE_EXTRA_CA_CERTS: site.certificates.authority }),
        ...telemetryOf(site, { name, version: site.release ?? version, index: one.index }),
        ...(one.index !== undefined && behindFront(site, site.replicas[name] ?? 1)),
        ...environment(site),
      },
    }),
    ready: (site) => httpProbe(site, one.name, '/health/ready'),
    alive: (site) => httpProbe(site, one.name, '/health/live'),
  };
}

/** What is for the whole of a service, of which each gets a part; and that its clients are those of whom the front tells. */
const behindFront = ({ addresses }: Site, count: number): Readonly<Record<string, string>> => ({
  DRAIN_MS: String(DRAIN_MS),
  TRUSTED_PROXY: addressOfFront(addresses.host),
  RATE_LIMIT_INSTANCES: String(count),
  DATABASE_POOL_SIZE: String(poolSize(count)),
});

/** From where the front is seen to come: by a name such as localhost, or where everything listens everywhere, from this machine. */
const addressOfFront = (host: string) => (isIP(host) !== 0 && !/^[0:.]+$/.test(host) ? host : 'loopback');

/** Where Kafka lets in only those it knows. */
const kafkaKnows = ({ certificates }: Site, name: ApplicationName): Readonly<Record<string, string>> =>
  certificates
    ? {
        KAFKA_CA_FILE: certificates.authority,
        KAFKA_CERTIFICATE_FILE: certificates.of(name).certificate,
        KAFKA_KEY_FILE: certificates.of(name).key,
      }
    : {};
