import type { Site } from '../component';
import type { ApplicationName } from './applications';
import { otlpTo } from './otlp-to';

/** Everything a service says goes to the collector, under one identity on all three signals. */
export const telemetryOf = (
  { addresses, settings, certificates }: Site,
  { name, version }: { name: ApplicationName | 'flags'; version: string },
) => ({
  OTEL_SERVICE_NAME: name,
  OTEL_RESOURCE_ATTRIBUTES: [
    'service.namespace=sightline',
    `service.version=${version}`,
    `service.instance.id=${name}-1`,
    `deployment.environment.name=${settings.environment}`,
  ].join(','),
  ...otlpTo(addresses, certificates?.authority, certificates?.of(name)),
  // Half the bytes of JSON, and less to write and to read.
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  // The collector scrapes them.
  OTEL_METRICS_EXPORTER: 'prometheus',
  // The default of five seconds would hide a trace for as long.
  OTEL_BSP_SCHEDULE_DELAY: '200',
  LOKI_URL: addresses.url('lokiReceiver'),
});
