import { randomUUID } from 'node:crypto';
import { OtlpSender, type OtlpSignal } from '@sightline/stores';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends, record } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { type Message, planted, variants } from './testing/plant';
import { keyValues, nanoseconds, newTraceId, pushLines, sendSpans } from './testing/telemetry';
import { until } from './testing/until';

const backends = new Backends();
let collector: CollectorUnderTest;

beforeAll(async () => {
  await backends.open();
  collector = await CollectorUnderTest.start(backends.url);
});

afterAll(async () => {
  await collector?.stop();
  await backends.close();
});

async function sendMetrics(metrics: readonly object[], service = 'stranger') {
  const resource = { attributes: keyValues({ 'service.name': service, 'service.instance.id': `${service}-1` }) };
  await new OtlpSender(collector.otlpUrl).send('metrics', {
    resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }],
  });
}

const gauge = (name: string) => ({ name, gauge: { dataPoints: [{ timeUnixNano: nanoseconds(), asInt: '7' }] } });
const sum = (name: string, aggregationTemporality: number, asInt: string, timeUnixNano = nanoseconds()) => ({
  name,
  sum: {
    aggregationTemporality,
    isMonotonic: true,
    dataPoints: [{ timeUnixNano, startTimeUnixNano: nanoseconds(Date.now() - 60_000), asInt }],
  },
});
const pointsOf = (metric: string) => backends.points.filter((point) => point.metric === metric);

it('a line is of the audit log by the name of its event alone, whatever its sender calls it', async () => {
  const attributes = keyValues({ 'sightline.audit': 'true' });
  const line = (event: string) => ({
    timeUnixNano: nanoseconds(),
    body: { stringValue: event },
    attributes: [...attributes, ...keyValues({ event })],
  });
  const resource = { attributes: [...attributes, ...keyValues({ 'service.name': 'stranger' })] };
  const logRecords = ['order.accepted', 'audited', 'audit.flag_switched'].map(line);
  await new OtlpSender(collector.otlpUrl).send('logs', { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
  const found = (event: string) => backends.logs.find(({ body }) => body.stringValue === event);
  const last = await until(
    'the lines',
    () => found('audit.flag_switched') && found('order.accepted') && found('audited'),
  );
  expect(last).toBeDefined();
  const isApart = (event: string) => JSON.stringify(record(found(event)?.resource ?? [])).includes('sightline.audit');
  expect([isApart('order.accepted'), isApart('audited'), isApart('audit.flag_switched')]).toEqual([false, false, true]);
});

it('a line whose attributes have names that a store cannot spell is kept, under names that it can', async () => {
  const odd = ['', '_', '::', '名前', '4111111111111111'];
  const attributes = odd.map((key) => ({ key, value: { stringValue: `of ${key.length}` } }));
  const resource = { attributes: [...attributes, ...keyValues({ 'service.name': 'stranger' })] };
  const logRecords = [{ timeUnixNano: nanoseconds(), body: { stringValue: 'oddly named' }, attributes }];
  const scopeLogs = [{ scope: { name: 'odd', attributes }, logRecords }];
  await new OtlpSender(collector.otlpUrl).send('logs', { resourceLogs: [{ resource, scopeLogs }] });
  const line = await until('the line', () => backends.logs.find(({ body }) => body.stringValue === 'oddly named'));
  const names = [line?.resource, line?.attributes].map((each) => Object.keys(record(each ?? [])));
  for (const of of names) {
    expect(of).toEqual(expect.arrayContaining(['U__', 'U___5f_', 'U___3a__3a_', 'U___540d__524d_', 'masked']));
    expect(of.filter((name) => !/[a-z\d]/i.test(name))).toEqual([]);
  }
});

describe('of what is planted in every field of the protocol', () => {
  const secrets = { card: '4111111111111111', mail: 'jane.roe@example.com', token: 'Bearer abcdef0123456789' };
  const signals: readonly (readonly [Message, OtlpSignal])[] = [
    ['TracesData', 'traces'],
    ['LogsData', 'logs'],
    ['MetricsData', 'metrics'],
  ];

  it.each(signals)('nothing gets through in %s', async (message, signal) => {
    const before = backends.requestsTo(signal);
    for (const secret of Object.values(secrets)) {
      for (let variant = 0; variant < variants; variant++)
        await new OtlpSender(collector.otlpUrl).send(signal, planted(message, { secret, variant }));
    }
    await until('what was sent', () => backends.requestsTo(signal) > before);
    await sendMetrics([gauge(`after.${signal}`)]);
    await until('a later point', () => pointsOf(`after.${signal}`).length > 0);
    const encoded = Object.values(secrets).map((secret) => Buffer.from(`bytes ${secret}`).toString('base64'));
    expect([...Object.values(secrets), ...encoded].filter((secret) => backends.everything.includes(secret))).toEqual(
      [],
    );
  });
});

it('a span that no store takes is left out alone, and one that only stumbles is kept', async () => {
  const refusedByReason = () =>
    collector.ownMetrics(/otelcol_storable_refused_spans(?:_total)?\{.*reason="(\w+)".*\} (\d+)/g);
  const before = await refusedByReason();
  const time = nanoseconds();
  const span = (name: string, change: object = {}) => ({
    ...{ name, kind: 2, traceId: newTraceId(), spanId: newTraceId().slice(16) },
    ...{ startTimeUnixNano: time, endTimeUnixNano: time, ...change },
  });
  const stumbling = [
    span('backwards', { endTimeUnixNano: String(BigInt(time) - 1_000_000_000n) }),
    span('timeless', { startTimeUnixNano: '0', endTimeUnixNano: '0' }),
    span('no number', {
      events: [{ timeUnixNano: time, name: 'e', attributes: [{ key: 'n', value: { doubleValue: 'NaN' } }] }],
    }),
  ];
  const spans = [span('first'), span('odd', { traceId: '' }), span('odd', { spanId: '' }), ...stumbling, span('last')];
  const resource = { attributes: keyValues({ 'service.name': 'stranger' }) };
  await new OtlpSender(collector.otlpUrl).send('traces', { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
  const stored = (name: string) => backends.spans.filter((each) => each.name === name);
  for (const name of ['first', 'last', ...stumbling.map(({ name }) => name)])
    expect(await until(`the span ${name}`, () => stored(name).length === 1), name).toBe(true);
  expect(stored('odd')).toEqual([]);
  const refused = async () => {
    const now = Object.entries(await refusedByReason());
    return Object.fromEntries(now.map(([reason, count]) => [reason, count - (before[reason] ?? 0)]));
  };
  await expect.poll(refused).toEqual({ no_trace_id: 1, no_span_id: 1 });
});

describe('metrics of others', () => {
  const refusedByReason = () =>
    collector.ownMetrics(/otelcol_storable_refused_points(?:_total)?\{.*reason="(\w+)".*\} (\d+)/g);

  it('that cannot be stored are left out alone', async () => {
    const before = await refusedByReason();
    const odd = [
      sum('odd.unspecified', 0, '1'),
      { name: 'odd.nothing' },
      { name: 'odd.empty', gauge: { dataPoints: [] } },
      { name: 'odd.no.value', gauge: { dataPoints: [{ timeUnixNano: nanoseconds() }] } },
      sum('odd.old', 2, '1', nanoseconds(Date.now() - 3_600_000)),
      { name: '', gauge: { dataPoints: [{ timeUnixNano: nanoseconds(), asInt: '1' }] } },
    ];
    await sendMetrics([gauge('neighbour.first'), ...odd, gauge('neighbour.last')]);
    await until('both neighbours', () =>
      ['neighbour.first', 'neighbour.last'].every((name) => pointsOf(name).length > 0),
    );
    expect(backends.points.filter(({ metric }) => metric.startsWith('odd.') || metric === '')).toEqual([]);
    const refused = async () => {
      const now = Object.entries(await refusedByReason());
      return Object.fromEntries(now.map(([reason, count]) => [reason, count - (before[reason] ?? 0)]));
    };
    await expect.poll(refused).toMatchObject({ temporality: 1, no_data: 2, no_value: 1, too_old: 1, no_name: 1 });
  });

  it('that come as deltas are added up', async () => {
    const name = `delta.${randomUUID()}`;
    for (const by of ['3', '4']) {
      await sendMetrics([sum(name, 1, by)]);
      await until(`the point after ${by}`, () => pointsOf(name).length === (by === '3' ? 1 : 2));
    }
    expect(pointsOf(name).map(({ value }) => value)).toEqual([3, 7]);
  });

  it('arrive when the backend refuses a request for one of them', async () => {
    backends.refuse = ({ path, text }) => path.endsWith('/metrics') && text.includes('"refused.one"');
    try {
      await sendMetrics([gauge('kept.first'), gauge('refused.one'), gauge('kept.last')]);
      await until('both neighbours', () => ['kept.first', 'kept.last'].every((name) => pointsOf(name).length > 0));
      expect(pointsOf('refused.one')).toEqual([]);
    } finally {
      backends.refuse = () => false;
    }
  });
});

describe('names that others make up', () => {
  it('become no more than seven levels', async () => {
    const levels = [
      'lvl-1',
      'lvl-2',
      'INFO',
      'Warning',
      'err',
      'CRITICAL',
      '30',
      'notice',
      'Debug',
      'trace',
      '{}',
      'é',
    ];
    const traceId = newTraceId();
    await pushLines(
      collector.lokiUrl,
      levels.map((level) => ({ level, trace_id: traceId, message: level })),
    );
    const resource = { attributes: keyValues({ 'service.name': 'stranger', level: 'made-up' }) };
    await new OtlpSender(collector.otlpUrl).send('logs', {
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              logRecords: [
                { timeUnixNano: nanoseconds(), traceId, severityNumber: 18, body: { stringValue: 'number alone' } },
                { timeUnixNano: nanoseconds(), traceId, body: { stringValue: 'nothing' } },
              ],
            },
          ],
        },
      ],
    });
    const lines = await until('the lines', () => {
      const found = backends.logs.filter((line) => line.traceId === traceId);
      return found.length === levels.length + 2 ? found : undefined;
    });
    const levelOf = (message: string) => record(lines.find(({ body }) => body.stringValue === message)?.resource).level;
    expect(
      Object.fromEntries([...levels, 'number alone', 'nothing'].map((message) => [message, levelOf(message)])),
    ).toEqual({
      'lvl-1': 'unknown',
      'lvl-2': 'unknown',
      INFO: 'info',
      Warning: 'warn',
      err: 'error',
      CRITICAL: 'fatal',
      '30': 'info',
      notice: 'info',
      Debug: 'debug',
      trace: 'trace',
      '{}': 'unknown',
      é: 'unknown',
      'number alone': 'error',
      nothing: 'unknown',
    });
  });

  it('of services are bounded, and told', async () => {
    const traceId = newTraceId();
    const names = Array.from({ length: 150 }, (_, index) => `made-up-${index}`);
    for (const name of names) await sendSpans(collector.otlpUrl, [{ traceId }], name);
    await until('every span', () => backends.spans.filter((span) => span.traceId === traceId).length === names.length);
    expect(backends.services.size).toBeLessThan(110);
    expect(backends.services).toContain('_OTHER');
    const folded = await collector.ownMetrics(/otelcol_guard_folded(?:_total)?\{.*attribute="([\w.]+)".*\} (\d+)/g);
    expect(folded['service.name']).toBeGreaterThan(40);
  });
});

it('a line whose metadata no store takes is cut, and every line arrives once', async () => {
  const traceId = newTraceId();
  const line = (message: string, stack = '') => ({
    level: 'error',
    trace_id: traceId,
    message,
    'exception.stacktrace': stack,
    ...Object.fromEntries(stack ? Array.from({ length: 300 }, (_, index) => [`many_${index}`, 'x']) : []),
  });
  await pushLines(collector.lokiUrl, [line('before'), line('long', 'e'.repeat(300_000)), line('after')]);
  const lines = await until('three lines', () => {
    const found = backends.logs.filter((each) => each.traceId === traceId);
    return found.length >= 3 ? found : undefined;
  });
  expect(lines.map(({ body }) => body.stringValue).sort()).toEqual(['after', 'before', 'long']);
  const attributes = lines.find(({ body }) => body.stringValue === 'long')?.attributes ?? [];
  expect(JSON.stringify(attributes).length).toBeLessThan(64 * 1024);
  expect(attributes.length).toBeLessThan(128);
  expect(record(attributes)['exception.stacktrace']).toMatch(/e… \[cut: \d+ bytes more\]$/);
});
