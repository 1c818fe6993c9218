import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { describe, expect, test } from 'vitest';
import { readSettings } from './settings';
import { variables } from './variables';

test('without any variable everything has its default and nothing is complained about', () => {
  const settings = readSettings({});

  expect(settings.problems).toEqual([]);
  expect(settings).toMatchObject({ disabled: false, exporters: ['otlp'], protocol: 'http/json', lokiUrl: undefined });
});

describe('a value that is not accepted becomes one problem and the default', () => {
  test.each([
    ['OTEL_SDK_DISABLED', 'maybe'],
    ['OTEL_LOG_LEVEL', 'loud'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_EXPORTER', 'jaeger'],
    ['OTEL_PROPAGATORS', 'pigeon'],
    ['OTEL_BSP_SCHEDULE_DELAY', '99999999999'],
    ['OTEL_EXPORTER_OTLP_CERTIFICATE', '/no/such/file'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'service.version=1.2.3,build.args=a=b,team=shop'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'service.version=1.2.3,team=shop,'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'service.name=%FF'],
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

/** What the SDK's exporter makes of the variable once it has been read. */
function headersSent(value: string) {
  const env: NodeJS.ProcessEnv = { OTEL_EXPORTER_OTLP_HEADERS: value };
  const { problems } = readSettings(env);
  return { headers: parseKeyPairsIntoRecord(env.OTEL_EXPORTER_OTLP_HEADERS), problems };
}

describe('headers', () => {
  test.each([
    ['Authorization=Basic%20dXNlcjpwYXNz==,x-scope=t1', { Authorization: 'Basic dXNlcjpwYXNz==', 'x-scope': 't1' }],
    ['Authorization=Basic dXNlcjpwYXNz==', { Authorization: 'Basic dXNlcjpwYXNz==' }],
    ['Authorization=Basic%20dXNlcjpwYXNz%3D%3D', { Authorization: 'Basic dXNlcjpwYXNz==' }],
    [' a = b=c=d , x=1;y=2 ', { a: 'b=c=d', x: '1;y=2' }],
    ['a=1%2C2,b=%25', { a: '1,2', b: '%' }],
    ['Authorization=Bearer%20abc,', { Authorization: 'Bearer abc' }],
    [',,a=b,,', { a: 'b' }],
  ])('%s', (value, headers) => {
    expect(headersSent(value)).toEqual({ headers, problems: [] });
  });

  test.each([
    'no pair',
    '=value',
    'a b=c',
    'empty=',
    'cut=%',
    'cut=%2',
    'not-utf8=%FF',
    'line=a%0D%0Aset: b',
    'é=x',
    'x=%C3%A9',
  ])('of which %s is bad arrive without it, and a warning says so without repeating it', (bad) => {
    const { headers, problems } = headersSent(`before=1,${bad},after=Bearer%20x==`);
    expect(headers).toEqual({ before: '1', after: 'Bearer x==' });
    expect(problems).toMatchObject([{ came: '[redacted]', used: '[redacted]' }]);
  });
});

describe('exporters and propagators are lists', () => {
  const exporters = (value: string) => readSettings({ OTEL_TRACES_EXPORTER: value });

  test.each([
    ['otlp,console', ['otlp', 'console']],
    [' console , otlp,', ['console', 'otlp']],
    ['OTLP,otlp', ['otlp']],
    ['none', []],
  ])('%s', (value, expected) => {
    expect(exporters(value)).toMatchObject({ exporters: expected, problems: [] });
  });

  test.each([
    ['otlp,jaeger', ['otlp'], 'jaeger'],
    ['none,console', ['console'], 'none'],
  ])('%s, but for what is not accepted', (value, expected, came) => {
    expect(exporters(value)).toMatchObject({ exporters: expected, problems: [{ came }] });
  });

  test('a propagator that is not known takes no other with it', () => {
    const env: NodeJS.ProcessEnv = { OTEL_PROPAGATORS: 'TraceContext, pigeon, b3' };
    expect(readSettings(env).problems).toMatchObject([{ came: 'pigeon' }]);
    expect(env.OTEL_PROPAGATORS).toBe('tracecontext,b3');
  });
});

test('what is read without regard to case or space is left so that the SDK reads it the same', () => {
  const env: NodeJS.ProcessEnv = {
    OTEL_TRACES_SAMPLER: ' ALWAYS_ON ',
    OTEL_SDK_DISABLED: 'TRUE',
    OTEL_LOG_LEVEL: 'Warn',
  };
  expect(readSettings(env)).toMatchObject({ disabled: true, sdkLogLevel: 'warn', problems: [] });
  expect(env.OTEL_TRACES_SAMPLER).toBe('always_on');
});

describe('whatever people write', () => {
  // Generated, the same each time: pieces that mean something to some variable, put together at random.
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const pieces = [
    'a',
    'service.name',
    '=',
    '==',
    ',',
    ';',
    '%',
    '%2',
    '%FF',
    '%20',
    ' ',
    '\t',
    '\n',
    'é',
    '🙂',
    '\u0000',
    '-1',
    '1e9',
    '0x1',
    '∞',
    'otlp',
    'none',
    'true',
    'http://',
    '127.0.0.1:4318',
    '__proto__',
    '"',
    '\\',
    'Bearer',
    '1.5',
    '9'.repeat(30),
    'x'.repeat(9000),
  ] as const;
  const made = () => Array.from({ length: 1 + random(8) }, () => pieces[random(pieces.length)]).join('');

  test.each(Object.keys(variables))('in %s, is read, and what is left the SDK reads as we do', (name) => {
    for (let round = 0; round < 200; round++) {
      const env: NodeJS.ProcessEnv = { [name]: made() };
      const first = readSettings(env);
      const left = { ...env };
      const second = readSettings(left);
      expect(second.problems).toEqual([]);
      expect({ ...second, resource: {}, problems: [] }).toEqual({ ...first, resource: {}, problems: [] });
    }
  });

  test('among the headers, takes no good one along', () => {
    for (let round = 0; round < 500; round++) {
      const good = Object.fromEntries(
        Array.from({ length: 3 }, (_, index) => [`good-${index}`, `v${random(1_000)}=;,%`]),
      );
      const items = Object.entries(good).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      items.splice(random(4), 0, made());
      expect(headersSent(items.join(',')).headers).toMatchObject(good);
    }
  });
});

test('the service name variable wins over the resource attributes, and values are decoded', () => {
  const { resource } = readSettings({
    OTEL_SERVICE_NAME: 'order',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,service.version=1.2.3,team=a%2Cb',
  });

  expect(resource).toMatchObject({ 'service.name': 'order', 'service.version': '1.2.3', team: 'a,b' });
});
