import type { Command, Component, ComponentName, Site } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import type { ApplicationName } from './applications';
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
export function instrumentedService(service: InstrumentedService): Component {
  const { name, title, yields, needs, after = [], youngMegabytes, environment = () => ({}) } = service;
  const folder = inRepository('services', name);
  const version = versionOf(folder);
  return {
    name,
    title,
    version,
    ports: [name],
    address: (at) => at.url(name),
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
        PORT: String(site.addresses.ports[name]),
        KAFKA_BROKERS: site.addresses.at('kafka'),
        SIGHTLINE_API_KEYS_FILE: site.home.apiKeysFile,
        ...kafkaKnows(site, name),
        SIGHTLINE_FAULTS: site.settings.faults,
        FLAGS_URL: site.addresses.url('flags'),
        FLAGS_API_KEY_FILE: site.home.key('services'),
        ...knownAs(site, name),
        // It asks the flags and the bank over TLS.
        ...(site.certificates && { NODE_EXTRA_CA_CERTS: site.certificates.authority }),
        ...telemetryOf(site, { name, version: site.release ?? version }),
        ...environment(site),
      },
    }),
    ready: (site) => httpProbe(site, name, '/health/ready'),
    alive: (site) => httpProbe(site, name, '/health/live'),
  };
}

/** Where Kafka lets in only those it knows. */
const kafkaKnows = ({ certificates }: Site, name: ApplicationName): Readonly<Record<string, string>> =>
  certificates
    ? {
        KAFKA_CA_FILE: certificates.authority,
        KAFKA_CERTIFICATE_FILE: certificates.of(name).certificate,
        KAFKA_KEY_FILE: certificates.of(name).key,
      }
    : {};
