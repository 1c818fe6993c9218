import {
  type Acceptance,
  attributes,
  boolean,
  headers,
  httpUrl,
  listOf,
  milliseconds,
  oneOf,
  ratio,
  readableFile,
  wholeNumber,
} from './accepts';

/** One environment variable: what it accepts, and what is used when it is absent or not accepted. */
export interface Variable extends Acceptance {
  readonly fallback: string;
  /** Never shown in a warning. */
  readonly secret?: boolean;
}

const variable = (acceptance: Acceptance, fallback: string): Variable => ({ ...acceptance, fallback });
const secret = (acceptance: Acceptance, fallback: string): Variable => ({ ...acceptance, fallback, secret: true });
const protocol = oneOf('http/json', 'http/protobuf', 'grpc');

/**
 * The variables of the OpenTelemetry specification this library honours, and those of its own.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export const variables = {
  OTEL_SDK_DISABLED: variable(boolean, 'false'),
  OTEL_LOG_LEVEL: variable(oneOf('none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'), 'info'),
  OTEL_RESOURCE_ATTRIBUTES: variable(attributes, 'none'),
  OTEL_TRACES_SAMPLER: variable(
    oneOf(
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ),
    // A caller from outside does not decide what is seen here. Inside a mesh that samples for all, choose parentbased_always_on.
    'always_on',
  ),
  OTEL_TRACES_SAMPLER_ARG: variable(ratio, '1'),
  OTEL_TRACES_EXPORTER: variable(listOf('otlp', 'console', 'none'), 'otlp'),
  // `prometheus` is scraped at /metrics, which is there in any case, and sends nothing.
  OTEL_METRICS_EXPORTER: variable(oneOf('otlp', 'prometheus', 'none'), 'otlp'),
  // The specification's minute would hide what happens for as long.
  OTEL_METRIC_EXPORT_INTERVAL: variable(milliseconds(100), '5000'),
  OTEL_PROPAGATORS: variable(
    listOf('tracecontext', 'baggage', 'b3', 'b3multi', 'jaeger', 'none'),
    'tracecontext,baggage',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(httpUrl, 'http://localhost:4318'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable(httpUrl, 'OTEL_EXPORTER_OTLP_ENDPOINT and /v1/traces'),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: variable(httpUrl, 'OTEL_EXPORTER_OTLP_ENDPOINT and /v1/metrics'),
  OTEL_EXPORTER_OTLP_PROTOCOL: variable(protocol, 'http/json'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: variable(protocol, 'OTEL_EXPORTER_OTLP_PROTOCOL'),
  OTEL_EXPORTER_OTLP_HEADERS: secret(headers, 'none'),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: secret(headers, 'none'),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: secret(headers, 'none'),
  OTEL_EXPORTER_OTLP_COMPRESSION: variable(oneOf('gzip', 'none'), 'none'),
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: variable(oneOf('gzip', 'none'), 'none'),
  OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: variable(oneOf('gzip', 'none'), 'none'),
  OTEL_EXPORTER_OTLP_TIMEOUT: variable(milliseconds(1), '10000'),
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: variable(milliseconds(1), '10000'),
  OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: variable(milliseconds(1), '10000'),
  OTEL_EXPORTER_OTLP_INSECURE: variable(boolean, 'false'),
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: variable(boolean, 'OTEL_EXPORTER_OTLP_INSECURE'),
  OTEL_EXPORTER_OTLP_CERTIFICATE: variable(readableFile, 'none'),
  OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: variable(readableFile, 'OTEL_EXPORTER_OTLP_CERTIFICATE'),
  OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: variable(readableFile, 'OTEL_EXPORTER_OTLP_CERTIFICATE'),
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: variable(readableFile, 'none'),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: variable(readableFile, 'OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE'),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE: variable(readableFile, 'OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE'),
  OTEL_EXPORTER_OTLP_CLIENT_KEY: variable(readableFile, 'none'),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: variable(readableFile, 'OTEL_EXPORTER_OTLP_CLIENT_KEY'),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: variable(readableFile, 'OTEL_EXPORTER_OTLP_CLIENT_KEY'),
  OTEL_BSP_SCHEDULE_DELAY: variable(milliseconds(0), '5000'),
  OTEL_BSP_EXPORT_TIMEOUT: variable(milliseconds(1), '30000'),
  // Four times the specification's: what a restart of the collector under load needs to lose nothing.
  OTEL_BSP_MAX_QUEUE_SIZE: variable(wholeNumber(1), '8192'),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: variable(wholeNumber(1), '512'),
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: variable(wholeNumber(0), 'no limit'),
  OTEL_ATTRIBUTE_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: variable(wholeNumber(0), 'no limit'),
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  OTEL_SPAN_EVENT_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  OTEL_SPAN_LINK_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: variable(wholeNumber(0), '128'),
  // As the Java agent spells it: the name of a third party, by the host and port it is reached at.
  OTEL_INSTRUMENTATION_COMMON_PEER_SERVICE_MAPPING: variable(attributes, 'none'),
  // What instrumentations say that the library does not start, and no catalogue knows; counted either way.
  SIGHTLINE_UNDECLARED_ATTRIBUTES: variable(oneOf('drop', 'keep'), 'drop'),
  LOKI_URL: variable(httpUrl, 'none: logs go to standard output only'),
  LOG_LEVEL: variable(oneOf('debug', 'info', 'warn', 'error', 'fatal'), 'info'),
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;
