// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Grafana
import { describe, expect, it } from 'vitest';
import { probeServices } from '../../probe';
import { plainPaint } from '../../terminal/paint';
import { junitXml } from '../junit';
import { diagnosisText } from '../report';
import { diagnoseByProbe } from './diagnose-by-probe';
import type { GrafanaDataSource, GrafanaSetUp } from './testing/small-grafana';
import { type PlantedFaults, smallPlatform } from './testing/small-platform';

async function diagnose(faults: PlantedFaults = {}, access: { token?: string; tenant?: string } = {}) {
  await using platform = await smallPlatform(faults, access);
  const diagnosis = await diagnoseByProbe(platform.clients, {
    withinMs: 150,
    alert: { labels: {} },
    progress: () => {},
  });
  const states = Object.fromEntries(diagnosis.findings.map(({ hop, state }) => [hop, state]));
  return { diagnosis, states, first: diagnosis.findings.find(({ state }) => state === 'broken') };
}

const tempo = (jsonData: object = {}): GrafanaDataSource => ({
  uid: 'traces',
  name: 'Tempo',
  type: 'tempo',
  jsonData: {
    tracesToLogsV2: {
      datasourceUid: 'logs',
      spanStartTimeShift: '-5m',
      spanEndTimeShift: '5m',
      tags: [{ key: 'service.name', value: 'service_name' }],
      filterByTraceID: true,
    },
    tracesToMetrics: {
      datasourceUid: 'metrics',
      tags: [{ key: 'service.name', value: 'service' }],
      queries: [{ name: 'Calls', query: 'sum(rate(traces_spanmetrics_calls_total{$__tags}[5m]))' }],
    },
    serviceMap: { datasourceUid: 'metrics' },
    ...jsonData,
  },
});
const loki = (jsonData: object = {}): GrafanaDataSource => ({
  uid: 'logs',
  name: 'Loki',
  type: 'loki',
  jsonData: {
    derivedFields: [
      { name: 'trace', matcherType: 'label', matcherRegex: 'trace_id', url: '${__value.raw}', datasourceUid: 'traces' },
    ],
    ...jsonData,
  },
});
const prometheus = (jsonData: object = {}): GrafanaDataSource => ({
  uid: 'metrics',
  name: 'Prometheus',
  type: 'prometheus',
  isDefault: true,
  jsonData: { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'traces' }], ...jsonData },
});
const board = (uid: string) => ({
  uid: 'board',
  json: {
    title: 'Board',
    panels: [{ title: 'Load', type: 'timeseries', targets: [{ expr: 'up', datasource: { type: 'prometheus', uid } }] }],
  },
});
const grafana = (...changed: GrafanaDataSource[]): GrafanaSetUp => ({
  dataSources: [tempo(), loki(), prometheus()].map((one) => changed.find(({ uid }) => uid === one.uid) ?? one),
  boards: [board('metrics')],
});
const without = (source: GrafanaDataSource, ...keys: string[]): GrafanaDataSource => ({
  ...source,
  jsonData: Object.fromEntries(Object.entries(source.jsonData ?? {}).filter(([key]) => !keys.includes(key))),
});

describe('a platform that is whole', () => {
  it('is found whole, hop by hop', async () => {
    const { diagnosis, states } = await diagnose({ grafana: grafana() });
    expect(Object.entries(states).filter(([, state]) => state !== 'ok')).toEqual([]);
    expect(diagnosis.healthy).toBe(true);
    expect(Object.keys(states)).toEqual([
      ...['traces', 'logs', 'metrics', 'alerts', 'dashboards', 'otlp'].map((part) => `${part} answer`),
      'clocks',
      ...['traces', 'logs', 'metrics'].map((signal) => `OTLP ${signal} taken`),
      ...['trace found by id', 'trace whole', 'trace found by search'],
      ...Object.values(probeServices).map((service) => `lines of ${service} join`),
      ...[
        'counter moved',
        'histogram moved',
        'exemplar opens the trace',
        'span metrics',
        'service graph',
        'test alert told',
      ],
      ...['Prometheus answers', 'Loki answers', "dashboards' data sources", 'exemplar to trace', 'log to trace'].map(
        (hop) => `Grafana: ${hop}`,
      ),
      ...['trace to logs', 'trace to metrics', 'service map'].map((hop) => `Grafana: ${hop}`),
    ]);
  });

  it.each([
    [undefined, 'by structured metadata trace_id'],
    ['label', 'by a label trace_id'],
    ['text', 'by the text'],
  ] as const)('says by what lines join: %s', async (linesWithIds, expected) => {
    const { diagnosis } = await diagnose(linesWithIds ? { linesWithIds } : {});
    const lines = diagnosis.findings.filter(({ hop }) => hop.startsWith('lines of'));
    expect(lines.map(({ state, detail }) => [state, detail])).toEqual([
      ['ok', expected],
      ['ok', expected],
    ]);
  });

  it('says how the receiver of the test alert was seen to be told', async () => {
    const { diagnosis } = await diagnose();
    expect(diagnosis.findings.find(({ hop }) => hop === 'test alert told')?.detail).toBe(
      "by Alertmanager's own counters: webhook notifications went up, to on-call",
    );
  });

  it('says of an inbox that does not answer that it is broken, and of all else what it is', async () => {
    await using platform = await smallPlatform();
    const received = () => Promise.reject(new Error('fetch failed'));
    const { healthy, findings } = await diagnoseByProbe(platform.clients, {
      withinMs: 150,
      alert: { labels: {}, received },
      progress: () => {},
    });
    expect(healthy).toBe(false);
    expect(findings.filter(({ state }) => state === 'broken')).toMatchObject([
      { hop: 'test alert told', detail: 'the inbox cannot be asked: fetch failed' },
    ]);
  });

  it('need not have everything', async () => {
    await using platform = await smallPlatform();
    const { traces, metrics, otlp } = platform.clients;
    const clients = { ...(traces && { traces }), ...(metrics && { metrics }), ...(otlp && { otlp }) };
    const { healthy, findings } = await diagnoseByProbe(clients, {
      withinMs: 150,
      alert: { labels: {} },
      progress: () => {},
    });
    expect([healthy, findings.filter(({ state }) => state === 'skipped').map(({ detail }) => detail)]).toEqual([
      true,
      ['the platform has no logs', 'the platform has no alerts'],
    ]);
  });
});

describe('a planted fault is found and named:', () => {
  it.each<[string, PlantedFaults, { token?: string; tenant?: string }, string, string]>([
    [
      'exemplar storage off',
      { exemplarStorage: false },
      {},
      'exemplar opens the trace',
      'Prometheus keeps no exemplars: it was started without --enable-feature=exemplar-storage',
    ],
    [
      'a wrong uid of a data source',
      {
        grafana: grafana(prometheus({ exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'tempo-2' }] })),
      },
      {},
      'Grafana: exemplar to trace',
      'Prometheus names the data source tempo-2, which is not there; there is traces (Tempo)',
    ],
    [
      'no derived field',
      { grafana: grafana(without(loki(), 'derivedFields')) },
      {},
      'Grafana: log to trace',
      'Loki has no derived field',
    ],
    [
      'a line without an id',
      { linesWithIds: false },
      {},
      `lines of ${probeServices.caller} join`,
      'its line is there, but nothing on it says which trace it belongs to',
    ],
    [
      'a collector without span metrics',
      { spanMetrics: false },
      {},
      'span metrics',
      'no span metrics are there, of any service',
    ],
    [
      'the wrong tenant',
      { tenant: 'right' },
      { tenant: 'other' },
      'trace found by id',
      'nor any other of the last hour: is the tenant (X-Scope-OrgID) the one that the collector writes to?',
    ],
    ['an expired token', { token: 'right' }, { token: 'of yesterday' }, 'traces answer', '401: token is expired'],
    [
      'a clock that is behind by a minute',
      { clockAheadMs: 60_000 },
      {},
      'clocks',
      "this machine's clock is off: that of traces is",
    ],
    ['a clock that is ahead by a minute', { clockAheadMs: -61_000 }, {}, 'clocks', 's behind ours'],
    [
      'sampling that drops half a trace',
      { sampledAway: probeServices.callee },
      {},
      'trace whole',
      `missing: "POST /work" of ${probeServices.callee}, "work" of ${probeServices.callee} (all that ${probeServices.callee} sent)`,
    ],
    ['the other half of it', { sampledAway: probeServices.caller }, {}, 'trace whole', 'missing: "GET /probe"'],
    [
      "Alertmanager's route to nowhere",
      { receiver: {} },
      {},
      'test alert told',
      'it is routed to on-call, which tells nobody',
    ],
    ['OTLP refused', { otlp: false }, {}, 'otlp answer', '503: the receiver is shutting down'],
    [
      "a dashboards' data source that is gone",
      { grafana: { ...grafana(), boards: [board('metrics-of-old')] } },
      {},
      "Grafana: dashboards' data sources",
      '"Board" asks the data source metrics-of-old, which is not there',
    ],
  ])('%s', async (_, faults, access, hop, detail) => {
    const { diagnosis, first } = await diagnose(faults, access);
    expect([diagnosis.healthy, first?.hop]).toEqual([false, hop]);
    expect(first?.detail).toContain(detail);
    expect(first?.next).toMatch(/.{20}/);
    expect(diagnosisText(diagnosis, plainPaint)).toContain(`Broken at "${hop}": `);
  });
});

describe("the links of Grafana's data sources", () => {
  const toLogs = (more: object) =>
    tempo({ tracesToLogsV2: { ...(tempo().jsonData?.tracesToLogsV2 as object), ...more } });

  it.each<[string, GrafanaDataSource, string, string, string]>([
    [
      'no link from exemplars',
      without(prometheus(), 'exemplarTraceIdDestinations'),
      'Grafana: exemplar to trace',
      'Prometheus has no exemplarTraceIdDestinations',
      '{ name: trace_id, datasourceUid: traces }',
    ],
    [
      'the label of other exemplars',
      prometheus({ exemplarTraceIdDestinations: [{ name: 'traceID', datasourceUid: 'traces' }] }),
      'Grafana: exemplar to trace',
      'takes the trace from the label traceID, and the exemplar has it in trace_id',
      '{ name: trace_id, datasourceUid: traces }',
    ],
    [
      'a derived field that does not match',
      loki({ derivedFields: [{ name: 'trace', matcherRegex: 'traceId=(\\w+)', datasourceUid: 'traces' }] }),
      'Grafana: log to trace',
      'no derived field of Loki finds the trace, which the line has in structured metadata trace_id',
      'matcherRegex: trace_id',
    ],
    [
      'a derived field that takes something else',
      loki({ derivedFields: [{ name: 'trace', matcherRegex: 'probe (\\w+):', datasourceUid: 'traces' }] }),
      'Grafana: log to trace',
      'the derived field trace takes "',
      'matcherType: label',
    ],
    [
      'a derived field to no trace store',
      loki({
        derivedFields: [{ name: 'trace', matcherType: 'label', matcherRegex: 'trace_id', datasourceUid: 'metrics' }],
      }),
      'Grafana: log to trace',
      'names the data source metrics, which is of type prometheus; there is traces (Tempo)',
      'datasourceUid: traces',
    ],
    [
      'no link from traces to logs',
      without(tempo(), 'tracesToLogsV2'),
      'Grafana: trace to logs',
      'has no tracesToLogsV2',
      'spanStartTimeShift: -5m',
    ],
    [
      'no time shift',
      toLogs({ spanStartTimeShift: undefined, spanEndTimeShift: undefined }),
      'Grafana: trace to logs',
      'has no time shift that opens the window',
      'spanEndTimeShift: 5m',
    ],
    [
      'no filter by trace',
      toLogs({ filterByTraceID: false }),
      'Grafana: trace to logs',
      'does not filter by the trace',
      'filterByTraceID: true',
    ],
    [
      'a label that lines have not',
      toLogs({ tags: [{ key: 'service.name', value: 'app' }] }),
      'Grafana: trace to logs',
      'finds none of the lines of the probe, which are there',
      'tags: [{ key: service.name, value: service_name }]',
    ],
    [
      'no link to metrics',
      without(tempo(), 'tracesToMetrics'),
      'Grafana: trace to metrics',
      'has no tracesToMetrics',
      'tracesToMetrics:',
    ],
    [
      'a query by a label that is not there',
      tempo({
        tracesToMetrics: {
          datasourceUid: 'metrics',
          tags: [{ key: 'service.name', value: 'service_name' }],
          queries: [{ name: 'Calls', query: 'sum(rate(traces_spanmetrics_calls_total{$__tags}[5m]))' }],
        },
      }),
      'Grafana: trace to metrics',
      'selects nothing of the probe',
      'tracesToMetrics:',
    ],
    [
      'no service map',
      without(tempo(), 'serviceMap'),
      'Grafana: service map',
      'Tempo has no serviceMap',
      'serviceMap:',
    ],
    [
      'a service map of a store that is gone',
      tempo({ serviceMap: { datasourceUid: 'gone' } }),
      'Grafana: service map',
      'names the data source gone, which is not there; there is metrics (Prometheus)',
      'datasourceUid: metrics',
    ],
  ])('with %s are told with the lines to put', async (_, changed, hop, detail, line) => {
    const { first, states } = await diagnose({ grafana: grafana(changed) });
    expect([first?.hop, Object.values(states).filter((state) => state === 'broken')]).toEqual([hop, ['broken']]);
    expect(first?.detail).toContain(detail);
    expect(first?.lines?.join('\n')).toContain(line);
  });

  it('that may not be read are told of, and dashboards are still looked at', async () => {
    const bare = grafana().dataSources.map(({ jsonData: _, ...source }) => source);
    const { states } = await diagnose({ grafana: { dataSources: bare, boards: [board('gone')] } });
    expect([states['Grafana: data sources'], states["Grafana: dashboards' data sources"]]).toEqual([
      'skipped',
      'broken',
    ]);
  });

  it('are not looked for in what is no Grafana', async () => {
    const { diagnosis, states } = await diagnose({ grafana: { dataSources: [], isGrafana: false } });
    expect([diagnosis.healthy, states['Grafana: data sources']]).toEqual([true, 'skipped']);
  });

  it('of any nonsense break nothing', async () => {
    const odd: unknown[] = [null, 1, 'x', [], {}, [null], [{}], { datasourceUid: 1, tags: 1, queries: 1 }];
    for (const value of odd) {
      const keys = [
        'derivedFields',
        'exemplarTraceIdDestinations',
        'tracesToLogsV2',
        'tracesToLogs',
        'tracesToMetrics',
        'serviceMap',
      ];
      const jsonData = Object.fromEntries(keys.map((key) => [key, value]));
      const { states } = await diagnose({ grafana: grafana(tempo(jsonData), loki(jsonData), prometheus(jsonData)) });
      expect(states['Grafana: log to trace']).toBe('broken');
    }
  });
});

describe('a JUnit file', () => {
  it('has a test case for each hop, and what is to do in each failure', () => {
    const findings = [
      { hop: 'first', state: 'ok', ms: 1500, detail: 'there' },
      { hop: 'second & "third"', state: 'broken', detail: 'a < b\u0007', next: 'the log', lines: ['a: 1'] },
      { hop: 'fourth', state: 'skipped', detail: 'no logs' },
    ] as const;
    const xml = junitXml({ healthy: false, traceId: 'abc', findings }, new Date('2026-01-31T22:00:00Z'));
    expect(xml).toContain('tests="3" failures="1" skipped="1" errors="0" time="1.5" timestamp="2026-01-31T22:00:00"');
    expect(xml).toContain('name="second &amp; &quot;third&quot;"');
    expect(xml).toContain('<failure message="a &lt; b�" type="broken">a &lt; b�\nLook next at the log\na: 1</failure>');
    expect(xml).toContain('<skipped message="no logs"/>');
  });
});
