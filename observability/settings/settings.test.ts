import { describe, expect, test } from 'vitest';
import { readSettings } from './settings';
import { variables } from './variables';

test('without any variable everything has its default and nothing is complained about', () => {
  const settings = readSettings({});

  expect(settings.problems).toEqual([]);
  expect(settings).toMatchObject({ disabled: false, exporter: 'otlp', protocol: 'http/json', lokiUrl: undefined });
});

describe('a value that is not accepted becomes one problem and the default', () => {
  test.each([
    ['OTEL_SDK_DISABLED', 'maybe'],
    ['OTEL_LOG_LEVEL', 'loud'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_EXPORTER', 'jaeger'],
    ['OTEL_PROPAGATORS', 'tracecontext,pigeon'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/xml'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', 'soon'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'brotli'],
    ['OTEL_BSP_SCHEDULE_DELAY', '-1'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0'],
    ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', '12.5'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'service.name'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'service.name=a%2'],
    ['LOKI_URL', 'ftp://logs'],
    ['LOG_LEVEL', 'chatty'],
  ] as const)('%s=%s', (name, value) => {
    const env: NodeJS.ProcessEnv = { [name]: value };
    const { accepted, fallback } = variables[name];

    expect(readSettings(env).problems).toEqual([{ name, came: value, accepted, used: fallback }]);
    expect(env[name]).not.toBe(value);
  });
});

test('third parties are named by where they are reached', () => {
  const mapping = '127.0.0.1:3003=bank,tax.example:443=tax%20office';

  expect(readSettings({ OTEL_INSTRUMENTATION_COMMON_PEER_SERVICE_MAPPING: mapping }).peerServices).toEqual({
    '127.0.0.1:3003': 'bank',
    'tax.example:443': 'tax office',
  });
});

test('an empty value is the same as none', () => {
  expect(readSettings({ OTEL_TRACES_SAMPLER: '', OTEL_BSP_SCHEDULE_DELAY: ' ' }).problems).toEqual([]);
});

test('headers may hold credentials, so a warning does not repeat them', () => {
  const [problem] = readSettings({ OTEL_EXPORTER_OTLP_HEADERS: 'authorization Bearer abc' }).problems;

  expect(problem?.came).toBe('[redacted]');
});

test('the service name variable wins over the resource attributes, and values are decoded', () => {
  const { resource } = readSettings({
    OTEL_SERVICE_NAME: 'order',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,service.version=1.2.3,team=a%2Cb',
  });

  expect(resource).toMatchObject({ 'service.name': 'order', 'service.version': '1.2.3', team: 'a,b' });
});
