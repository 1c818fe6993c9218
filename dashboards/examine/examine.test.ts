// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Grafana
import { type Place, PrometheusStore } from '@sightline/stores';
import { answering } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import type { ExaminedStores, KnownDataSource } from './data-sources';
import { examine } from './examine';
import { rangeOf } from './opened';
import { readBoard } from './read-board';
import { examinationText } from './report';
import { smallStore } from './testing/small-store';

const series = [
  ...['a:9100', 'b:9100', 'c.x:9100'].map((instance) => ({ __name__: 'node_load1', job: 'node', instance })),
  { __name__: 'http_requests_total', job: 'shop', instance: 'a:80', code: '200' },
  { __name__: 'http_requests_total', job: 'shop', instance: 'b:80', code: '500' },
  { __name__: 'node_uname_info', job: 'node', instance: 'a:9100', nodename: 'alpha' },
];
const streams = [{ app: 'shop', level: 'info' }];

interface Made {
  readonly panels?: readonly object[];
  readonly variables?: readonly object[];
  readonly [other: string]: unknown;
}

const prometheus = { type: 'prometheus', uid: 'p' };
const panel = (expr: string, more: object = {}) => ({
  title: 'Panel',
  type: 'timeseries',
  datasource: prometheus,
  targets: [{ refId: 'A', expr, ...more }],
});
const dashboard = ({ panels = [], variables = [], ...more }: Made) => ({
  title: 'Board',
  uid: 'board',
  time: { from: 'now-1h', to: 'now' },
  templating: { list: variables },
  panels,
  ...more,
});

async function check(
  json: object,
  { stored = true, dataSources }: { stored?: boolean; dataSources?: KnownDataSource[] } = {},
) {
  await using small = await smallStore({ series, streams, ...(dataSources && { dataSources }) });
  const board = readBoard(json, 'board.json');
  if (!board) throw new Error('it is no dashboard');
  const report = await examine(board, {
    ...(stored && { stores: small.stores }),
    places: { boards: [board], complete: true },
  });
  return {
    report,
    asked: small.asked,
    said: report.findings.map(({ where, kind, message }) => `${where}: ${kind}: ${message}`),
  };
}

const whatIsWrong = async (...panels: object[]) => (await check(dashboard({ panels }))).said;

describe('a panel', () => {
  it('that shows something has nothing said about it', async () => {
    const { report, said } = await check(dashboard({ panels: [panel('node_load1')] }));
    expect([report.panels[0]?.state, said]).toEqual(['data', []]);
  });

  it.each([
    ['asks for a metric that is not there', 'rate(no_such_total[5m])', 'no metric: no_such_total does not exist'],
    ['asks for a job that is not there', 'node_load1{job="other"}', 'empty: no node_load1 has job="other": it is node'],
    [
      'asks for a label that is not there',
      'node_load1{rack=~"1|2"}',
      'empty: no node_load1 has rack=~"1|2": it has no such label',
    ],
    [
      'asks for what is not there together',
      'http_requests_total{instance="a:80",code="500"}',
      'empty: no series is http_requests_total{instance="a:80",code="500"}, each of whose labels is there alone',
    ],
    [
      'shows nothing by its own condition',
      'node_load1 > 100',
      'empty: the series are there, but node_load1 > 100 leaves none of them',
    ],
    ['is refused', 'bad(node_load1)', 'unknown function bad'],
    ['has a variable that is nobody’s', 'node_load1{job="$job"}', 'query: no variable $job in'],
    [
      'reads less than what lies between two samples',
      'rate(http_requests_total[20s])',
      'short window: rate reads http_requests_total over 20s, where a sample comes every 15s, and it needs two of them',
    ],
    ['has a window that is short when one looks closely', 'rate(http_requests_total[$__interval])', 'short window: '],
  ])('that %s is told by its reason', async (_, expr, expected) => {
    expect((await whatIsWrong(panel(expr))).join('\n')).toContain(expected);
  });

  it.each([
    'rate(http_requests_total[$__rate_interval])',
    'max_over_time(node_load1[$__interval])',
    'increase(http_requests_total[$__range])',
  ])('may look at %s', async (expr) => expect(await whatIsWrong(panel(expr))).toEqual([]));

  it('with one query of several that asks for what is not there is not empty, and is told', async () => {
    const both = {
      ...panel('node_load1'),
      targets: [
        { refId: 'A', expr: 'node_load1' },
        { refId: 'B', expr: 'gone' },
      ],
    };
    const { report, said } = await check(dashboard({ panels: [both] }));
    expect([report.panels[0]?.state, said]).toEqual(['data', ['Panel: no metric: gone does not exist']]);
  });

  it('of log lines says which stream is not there', async () => {
    const logs = (expr: string) => ({ ...panel(expr), datasource: { type: 'loki', uid: 'l' } });
    expect(await whatIsWrong(logs('{app="shop"} |= "x"'), logs('{app="other"}'), logs('{service="shop"}'))).toEqual([
      'Panel: empty: no stream has app="other": app is shop',
      'Panel: empty: no stream has the label service: there are app, level',
    ]);
  });

  it.each([
    ['of another store', { ...panel('select 1'), datasource: { type: 'influxdb', uid: 'i' } }, 'influxdb'],
    [
      'of the library',
      { title: 'Shared', libraryPanel: { uid: 'x', name: 'Shared load' } },
      'the library panel Shared load, which is kept in Grafana',
    ],
    [
      'that is computed',
      { ...panel(''), targets: [{ refId: 'B', datasource: { type: '__expr__', uid: '__expr__' } }] },
      "Grafana's own data",
    ],
  ])('%s is named as not checked', async (_, one, note) => {
    const { report, said } = await check(dashboard({ panels: [one] }));
    expect([report.panels[0]?.state, report.panels[0]?.note, said]).toEqual(['unasked', note, []]);
    expect(examinationText([report])).toContain(`not checked: ${note} (1 panel)`);
  });

  it('whose data source Grafana does not have is told, by uid or by name', async () => {
    const dataSources = [{ uid: 'p', name: 'Metrics', type: 'prometheus', isDefault: true }];
    const panels = ['p', 'Metrics', 'gone'].map((uid) => ({
      ...panel('node_load1'),
      title: uid,
      datasource: { type: 'prometheus', uid },
    }));
    expect((await check(dashboard({ panels }), { dataSources })).said).toEqual([
      'gone: data source: asks the data source gone, which is not there',
    ]);
  });

  it('is asked without a store for what its text tells', async () => {
    const { report, said } = await check(dashboard({ panels: [panel('sum(node_load1'), panel('up')] }), {
      stored: false,
    });
    expect(said).toEqual(['Panel: query: does not parse at "" in sum(node_load1']);
    expect(report.panels.map(({ state }) => state)).toEqual(['wrong', 'unasked']);
  });
});

describe('a variable', () => {
  const query = (text: unknown, more: object = {}) => ({
    name: 'x',
    type: 'query',
    datasource: prometheus,
    query: text,
    ...more,
  });
  const fillsIn = async (variables: object[], expr = 'node_load1{a="$x"}') => {
    const { asked } = await check(dashboard({ variables, panels: [panel(expr)] }));
    return asked.find((one) => one.startsWith('node_load1{a=')) ?? asked.at(-1);
  };
  const all = { current: { value: ['$__all'] }, includeAll: true, multi: true };

  it.each([
    ['a list of values, the first', query('label_values(node_load1, instance)'), 'a:9100'],
    [
      'what was chosen, where it is still there',
      query('label_values(node_load1,instance)', { current: { value: 'b:9100' } }),
      'b:9100',
    ],
    [
      'not what was chosen and is gone',
      query('label_values(node_load1, instance)', { current: { value: 'z' } }),
      'a:9100',
    ],
    ['all of them, as a pattern', query('label_values(node_load1, instance)', all), '(a:9100|b:9100|c\\\\.x:9100)'],
    ['what its author has for all', query('label_values(node_load1, instance)', { ...all, allValue: '.*' }), '.*'],
    ['what fits its pattern', query('label_values(node_load1, instance)', { regex: '/^b/' }), 'b:9100'],
    ['the group of its pattern', query('label_values(node_load1, instance)', { regex: '/(\\w)\\..*/' }), 'c'],
    ['a label of all series', query('label_values(job)'), 'node'],
    [
      'the fields of the newer editor',
      query({ qryType: 1, query: 'label_values(node_load1,instance)', refId: 'q' }),
      'a:9100',
    ],
    ['the names of metrics', query('metrics(http_.+)'), 'http_requests_total'],
    ['series, cut by a pattern', query('node_uname_info', { regex: '/nodename="([^"]+)"/' }), 'alpha'],
    [
      'the result of a query',
      query('query_result(node_uname_info)', { regex: '/nodename="(?<value>[^"]+)".* 1/' }),
      'alpha',
    ],
    ['a list by hand', { name: 'x', type: 'custom', query: 'one,two', current: {} }, 'one'],
    ['a list of names and values', { name: 'x', type: 'custom', query: 'First : 1, Second : 2' }, '1'],
    ['a length of time', { name: 'x', type: 'interval', query: '1m,10m', current: { value: '10m' } }, '10m'],
    [
      'a length of time that Grafana works out',
      { name: 'x', type: 'interval', query: '1m,10m', auto: true, current: { value: '$__auto_interval_x' } },
      '15s',
    ],
    ['one of the newer editors', { name: 'x', type: 'interval', query: '1m', current: { value: '$__auto' } }, '15s'],
    ['one that is listed', { name: 'x', type: 'interval', query: 'auto,1m', current: { value: 'auto' } }, '15s'],
    ['what is typed', { name: 'x', type: 'textbox', query: 'typed' }, 'typed'],
    ['what never changes', { name: 'x', type: 'constant', query: 'fixed' }, 'fixed'],
  ])('is %s', async (_, variable, expected) => {
    expect(await fillsIn([variable])).toBe(`node_load1{a="${expected}"}`);
  });

  it('that is narrowed by another one is asked for after it, in whichever order they stand', async () => {
    const narrowed = query('label_values(node_load1{job="$job"}, instance)');
    const job = { ...query('label_values(node_uname_info, job)'), name: 'job' };
    expect(await fillsIn([narrowed, job])).toBe('node_load1{a="a:9100"}');
    expect(await fillsIn([job, narrowed])).toBe('node_load1{a="a:9100"}');
  });

  it.each(['$x', '${x}', '[[x]]', '${x:raw}', '${x:pipe}', '[[x:csv]]', '${x:regex}', '${x:glob}', '${x:text}'])(
    'is filled in where it is written %s',
    async (form) => {
      expect(await fillsIn([{ name: 'x', type: 'custom', query: 'one' }], `node_load1{a="${form}"}`)).toBe(
        'node_load1{a="one"}',
      );
    },
  );

  it('that finds nothing is told, and so is why the panel behind it is empty', async () => {
    const { said } = await check(
      dashboard({ variables: [query('label_values(gone, instance)')], panels: [panel('node_load1{instance="$x"}')] }),
    );
    expect(said).toEqual([
      '$x: variable: has no value: label_values(gone, instance) finds none',
      'Panel: empty: $x has no value',
    ]);
  });

  it('that finds nothing does no harm where series lack the label', async () => {
    const cluster = { ...query('label_values(node_load1, cluster)'), name: 'cluster' };
    const panels = [panel('node_load1{cluster="$cluster"}'), panel('node_load1{cluster="$cluster", job="other"}')];
    const { said } = await check(dashboard({ variables: [cluster], panels }));
    expect(said).toEqual(['Panel: empty: no node_load1 has job="other": it is node']);
  });

  it('of a repeated panel is its first value', async () => {
    const { asked } = await check(
      dashboard({
        variables: [query('label_values(node_load1, instance)', all)],
        panels: [{ ...panel('node_load1{a="$x"}'), repeat: 'x' }],
      }),
    );
    expect(asked).toContain('node_load1{a="a:9100"}');
  });
});

describe('a link', () => {
  const linking = async (url: string) => {
    const other = { name: 'job', type: 'custom', query: 'node' };
    return (
      await check(
        dashboard({ variables: [other], panels: [{ ...panel('node_load1'), links: [{ title: 'On', url }] }] }),
      )
    ).said;
  };

  it.each([
    ['/d/elsewhere/name', 'leads to the dashboard elsewhere, which is not there'],
    ['/d/board?var-rack=$job', 'sets rack, which it does not have'],
    ['/d/board?var-job=$rack', 'leaves $rack unfilled'],
    ['/d/board?from=soon', 'from=soon is no time'],
    ['/explore?schemaVersion=1&panes={"a":{"queries":[]}}', 'opens Explore and asks nothing'],
    ['/explore?schemaVersion=1&panes={"a":', 'is no JSON any more'],
    ['/dashboard/db/some-other', 'leads to the dashboard some-other, which is not there'],
  ])('to %s leads nowhere', async (url, expected) => {
    expect((await linking(url)).join()).toContain(`Panel: On: link: ${expected}`);
  });

  it.each([
    '/d/board/board?var-job=$job&${__url_time_range}',
    '/d/board?var-job=${__data.fields.job}&from=${__from}&to=${__to}',
    '/d/board?${__all_variables}',
    '/dashboard/db/board',
    'https://wiki.example.com/${__field.labels.instance}',
    '/alerting/list',
  ])('to %s is let be', async (url) => expect(await linking(url)).toEqual([]));
});

it('is asked up to now, in steps that end there', () => {
  const now = new Date('2026-01-31T22:00:07Z');
  for (const from of ['now-24h', 'now-1h', 'now-7d/d', '2026-01-30T00:00:00Z', 'nonsense']) {
    const { since, until, stepSeconds } = rangeOf({ from, to: 'now' }, now);
    expect([until, (until.getTime() - since.getTime()) % (stepSeconds * 1000)]).toEqual([now, 0]);
  }
});

describe('ends where Grafana has it:', () => {
  const now = new Date('2026-03-31T22:10:07Z');

  it.each([
    ['now/d', 'now/d', '2026-03-31T00:00:00Z', '2026-03-31T22:10:07Z'],
    ['now/w', 'now/w', '2026-03-29T00:00:00Z', '2026-03-31T22:10:07Z'],
    ['now/M', 'now/M', '2026-03-01T00:00:00Z', '2026-03-31T22:10:07Z'],
    ['now/fy', 'now/fy', '2026-01-01T00:00:00Z', '2026-03-31T22:10:07Z'],
    ['now-1d/d', 'now-1d/d', '2026-03-30T00:00:00Z', '2026-03-30T23:59:59.999Z'],
    ['now-1w/w', 'now-1w/w', '2026-03-22T00:00:00Z', '2026-03-28T23:59:59.999Z'],
    ['now-1M/M', 'now-1M/M', '2026-02-01T00:00:00Z', '2026-02-28T23:59:59.999Z'],
    ['now-1Q/Q', 'now-1Q/Q', '2025-10-01T00:00:00Z', '2025-12-31T23:59:59.999Z'],
    ['now-1y/y', 'now-1y/y', '2025-01-01T00:00:00Z', '2025-12-31T23:59:59.999Z'],
    ['now-1h/h', 'now-1h/h', '2026-03-31T21:00:00Z', '2026-03-31T21:59:59.999Z'],
    ['now/d+8h', 'now', '2026-03-31T08:00:00Z', '2026-03-31T22:10:07Z'],
    ['now-1M', 'now', '2026-02-28T22:10:07Z', '2026-03-31T22:10:07Z'],
    ['now/d', 'now+1d', '2026-03-31T00:00:00Z', '2026-04-01T22:10:07Z'],
  ])('%s to %s', (from, to, begins, ends) => {
    const { since, until, stepSeconds } = rangeOf({ from, to }, now);
    expect(until).toEqual(new Date(ends));
    const early = new Date(begins).getTime() - since.getTime();
    expect([early >= 0, early <= stepSeconds * 1000]).toEqual([true, true]);
  });
});

describe('a store that cannot be asked', () => {
  const board = readBoard(
    dashboard({
      panels: [panel('node_load1')],
      variables: [{ name: 'x', type: 'query', datasource: prometheus, query: 'label_values(node_load1, job)' }],
    }),
    'board.json',
  );
  if (!board) throw new Error('it is no dashboard');
  const examined = (place: Place, more: Partial<ExaminedStores> & { readonly scrapeMs?: number } = {}) => {
    const { scrapeMs, ...stores } = more;
    const metrics = new PrometheusStore(place);
    const places = { boards: [board], complete: true };
    return examine(board, { stores: { metrics: () => metrics, logs: () => undefined, ...stores }, places, scrapeMs });
  };
  const passedOn = [{ uid: 'p', name: 'P', type: 'prometheus', isDefault: true }];

  it.each([undefined, 15_000])('for nobody is there is no fault of the dashboard (samples every %s ms)', async (ms) => {
    const gone = await answering(() => ({ body: {} }));
    await gone[Symbol.asyncDispose]();
    const asked = examined(gone.url, ms === undefined ? {} : { scrapeMs: ms });
    await expect(asked).rejects.toMatchObject({ code: 'BACKEND_UNREACHABLE' });
  });

  it.each([undefined, 15_000])('for it lets nobody in is none, either (samples every %s ms)', async (ms) => {
    await using closed = await answering(() => ({ status: 401, body: 'who are you?' }));
    const asked = examined(closed.url, ms === undefined ? {} : { scrapeMs: ms });
    await expect(asked).rejects.toMatchObject({ code: 'BACKEND_ACCESS' });
  });

  it('for it hangs is found out by the first question', async () => {
    await using hanging = await answering(() => undefined);
    await expect(examined({ url: hanging.url, timeoutMs: 500 })).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
    expect(hanging.asked).toHaveLength(1);
  });

  it('and is one data source of many in a Grafana fails the panels that ask it', async () => {
    await using closed = await answering(() => ({ status: 403, body: 'not you' }));
    const { panels } = await examined(closed.url, { dataSources: passedOn });
    expect(panels.map(({ state }) => state)).toEqual(['failed']);
  });
});

describe('a dashboard', () => {
  const wrong = panel('gone');

  it.each([
    ['of its file', dashboard({ panels: [wrong] })],
    ['as the API answers it', { meta: {}, dashboard: dashboard({ panels: [wrong] }) }],
    [
      'as an object of a cluster',
      {
        apiVersion: 'dashboard.grafana.app/v1beta1',
        kind: 'Dashboard',
        metadata: { name: 'board' },
        spec: dashboard({ panels: [wrong] }),
      },
    ],
    ['with a row that is closed', dashboard({ panels: [{ type: 'row', title: 'Row', panels: [wrong] }] })],
    [
      'with the rows of old',
      {
        title: 'Board',
        rows: [{ panels: [{ ...wrong, type: 'graph', datasource: '${DS_PROMETHEUS}' }] }],
        __inputs: [{ name: 'DS_PROMETHEUS', type: 'datasource', pluginId: 'prometheus' }],
      },
    ],
    ['whose data sources are names', dashboard({ panels: [{ ...wrong, datasource: 'Prometheus' }] })],
    ['whose panels name none', dashboard({ panels: [{ ...wrong, datasource: null }] })],
    [
      'of schema 2',
      {
        apiVersion: 'dashboard.grafana.app/v2beta1',
        kind: 'Dashboard',
        metadata: { name: 'board' },
        spec: {
          title: 'Board',
          layout: { kind: 'GridLayout', spec: { items: [] } },
          elements: {
            'panel-1': {
              kind: 'Panel',
              spec: {
                id: 1,
                title: 'Panel',
                vizConfig: { kind: 'VizConfig', group: 'timeseries', spec: {} },
                data: {
                  kind: 'QueryGroup',
                  spec: {
                    queries: [
                      {
                        kind: 'PanelQuery',
                        spec: {
                          refId: 'A',
                          hidden: false,
                          query: {
                            kind: 'DataQuery',
                            group: 'prometheus',
                            datasource: { name: 'p' },
                            spec: { expr: 'gone' },
                          },
                        },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    ],
  ])('%s is read', async (_, json) => {
    const { report, said } = await check(json);
    expect([report.title, said]).toEqual(['Board', ['Panel: no metric: gone does not exist']]);
  });

  it('of schema 2 has its variables and links read too', async () => {
    const { said, asked } = await check({
      elements: {
        a: { kind: 'LibraryPanel', spec: { id: 2, title: 'Lib', libraryPanel: { name: 'Lib' } } },
        b: {
          kind: 'Panel',
          spec: {
            title: 'Panel',
            links: [{ title: 'On', url: '/d/gone' }],
            data: {
              kind: 'QueryGroup',
              spec: {
                queries: [
                  {
                    kind: 'PanelQuery',
                    spec: { refId: 'A', query: { kind: 'prometheus', spec: { expr: 'node_load1{a="$x"}' } } },
                  },
                ],
              },
            },
          },
        },
      },
      layout: { kind: 'RowsLayout', spec: { rows: [] } },
      title: 'Board',
      variables: [
        {
          kind: 'QueryVariable',
          spec: { name: 'x', query: { kind: 'prometheus', spec: { query: 'label_values(node_load1, instance)' } } },
        },
      ],
    });
    expect(asked).toContain('node_load1{a="a:9100"}');
    expect(said).toContain('Panel: On: link: leads to the dashboard gone, which is not there (/d/gone)');
  });

  it.each([[[]], [{}], [null], ['text'], [{ groups: [] }], [{ spec: { groups: [] } }]])('is not %j', (json) => {
    expect(readBoard(json, 'x')).toBeUndefined();
  });

  it('of any nonsense where something else is expected is read without harm', async () => {
    const odd: unknown[] = [null, 1, 'x', [], {}, [null], { list: [1] }, true];
    for (const templating of odd)
      for (const panels of [
        [null],
        [1],
        [{ targets: odd, links: odd, fieldConfig: odd }],
        [{ type: 'row', panels: odd }],
      ]) {
        const json = { panels, templating, annotations: templating, links: odd, time: templating, __inputs: odd };
        await expect(check(json, { stored: false })).resolves.toBeDefined();
      }
  });
});
