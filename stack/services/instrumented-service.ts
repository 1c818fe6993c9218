import type { PortName } from '../addresses';
import type { Command, Component, Site } from '../component';
import { inRepository } from '../repository';
import { versionOf } from './version-of';

/** A half of V8's young generation. With V8's own 16 the order service spends 10 % of a rush on collecting garbage, with 32 under 3 %. */
const youngMegabytes = { order: 32, payment: 16 };

/** What the order and the payment service have in common: NestJS processes that start with telemetry, a database and Kafka. */
export function instrumentedService({
  name,
  title,
  yields,
  environment,
}: {
  readonly name: 'order' | 'payment';
  readonly title: string;
  readonly yields?: true;
  readonly environment: (site: Site) => Record<string, string>;
}): Component {
  const folder = inRepository('services', name);
  const version = versionOf(folder);
  const port: PortName = name;
  return {
    name,
    title,
    version,
    ports: [port],
    address: (at) => at.url(port),
    ...(yields && { yields }),
    needs: ['postgres'],
    // Orders are taken while Kafka is away, and sent when it is back.
    after: name === 'payment' ? ['kafka', 'collector', 'bank'] : ['kafka', 'collector'],
    command: (site): Command => ({
      program: process.execPath,
      args: [
        `--max-semi-space-size=${youngMegabytes[name]}`,
        '--require',
        '@sightline/observability/preload',
        'dist/main.js',
      ],
      cwd: folder,
      env: {
        NODE_ENV: 'production',
        HOST: site.addresses.host,
        PORT: String(site.addresses.ports[port]),
        KAFKA_BROKERS: site.addresses.at('kafka'),
        SIGHTLINE_API_KEY: site.secrets.apiKey,
        SIGHTLINE_FAULTS: site.settings.faults,
        FLAGS_URL: site.addresses.url('flags'),
        ...telemetry(site, { name, version: site.release ?? version }),
        ...environment(site),
      },
    }),
    ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url(port)}/health/ready` }),
    alive: ({ addresses }) => ({ kind: 'http', url: `${addresses.url(port)}/health/live` }),
  };
}

/** Everything a service says goes to the collector, under one identity on all three signals. */
const telemetry = ({ addresses, settings }: Site, { name, version }: { name: string; version: string }) => ({
  OTEL_SERVICE_NAME: name,
  OTEL_RESOURCE_ATTRIBUTES: [
    'service.namespace=sightline',
    `service.version=${version}`,
    `service.instance.id=${name}-1`,
    `deployment.environment.name=${settings.environment}`,
  ].join(','),
  OTEL_EXPORTER_OTLP_ENDPOINT: addresses.url('otlpHttp'),
  // The collector scrapes them.
  OTEL_METRICS_EXPORTER: 'prometheus',
  // The default of five seconds would hide a trace for as long.
  OTEL_BSP_SCHEDULE_DELAY: '200',
  LOKI_URL: addresses.url('lokiReceiver'),
});
