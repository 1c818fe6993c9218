import type { Dashboard, Panel, RowPanel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { complete } from '../defaults';
import { filled, type Next, toDashboard, toLogs, toMetric, toTrace } from '../links';
import { logs } from '../panels/logs';
import { promql } from '../panels/targets';
import { timeSeries } from '../panels/time-series';
import { type Unit, units } from '../units';
import { service, typed } from '../variables';
import { exploredQueries } from './links-of';
import { excuseFor, mayBeEmpty } from './live/may-be-empty';
import { describe as say } from './problem';
import { openings } from './rules/links-resolve';
import { checkStatically, generatedDashboards } from './static';
import { queriesOf, titleOf } from './walk';

const sound = 'sum(rate(http_server_request_duration_seconds_count{service_name="order"}[$__rate_interval]))';
const next = toDashboard('tried', 'Itself');

const showing = (expr: string, unit: Unit = units.requestsPerSecond): Dashboard =>
  dashboardOf(timeSeries({ title: 'Panel', description: 'How to read it', unit, queries: [promql('a', expr)], next }));

/** As it is after being written and read: what Grafana gets. */
const dashboardOf = (panel: ReturnType<typeof timeSeries>, name = 'tried'): Dashboard =>
  JSON.parse(
    JSON.stringify(complete(name, { title: name, description: 'Tried', rows: [{ title: 'Row', lines: [[panel]] }] })),
  );

const timeSeriesTo = (next: Next) =>
  timeSeries({
    title: 'Panel',
    description: 'How to read it',
    unit: units.requestsPerSecond,
    queries: [promql('a', sound)],
    next,
  });

/** With a list of services to choose from, and a field to type into. */
const showingWith = ({ variables, panel }: { variables: VariableModel[]; panel: Panel }): Dashboard => ({
  ...dashboardOf(panel),
  templating: { list: [...variables, typed('typed', 'Typed')] },
});

const problemsOf = (...dashboards: Dashboard[]) => checkStatically(dashboards).map(({ message }) => message);

describe('the generated dashboards', () => {
  it('have no problem', () => {
    expect(checkStatically(generatedDashboards()).map(say)).toEqual([]);
  });

  it('answer what a person on call, a developer and a product owner ask', () => {
    const names = generatedDashboards().map(({ uid }) => uid?.replace('sightline-', ''));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['overview', 'service', 'order-journey', 'business', 'slo', 'kafka', 'postgresql'],
        ...['telemetry-pipeline', 'host', 'before-and-after', 'logs', 'incident'],
      ]),
    );
  });

  it('all have the marks for deployments, incidents and alerts, the menu, and a time range', () => {
    for (const { annotations, links, tags, time, refresh, editable } of generatedDashboards()) {
      expect(annotations.list?.map(({ name }) => name)).toEqual(['Deployments', 'Incidents', 'Alerts']);
      expect(links?.map(({ title }) => title)).toEqual(['Dashboards']);
      expect({ tagged: tags?.includes('sightline'), time, refresh, editable }).toEqual({
        tagged: true,
        time: { from: 'now-15m', to: 'now' },
        refresh: '10s',
        editable: false,
      });
    }
  });
});

describe('the list of what may be empty', () => {
  it('names nothing that is not there any more', () => {
    const present = generatedDashboards().flatMap((dashboard) =>
      [...queriesOf(dashboard), ...openings(dashboard).flatMap((opened) => exploredQueries(dashboard, opened))].map(
        ({ kind, where, panel }) => ({
          dashboard: titleOf(dashboard),
          kind,
          where: panel?.title ?? where,
        }),
      ),
    );
    const excused = new Set(present.map(excuseFor));
    expect(mayBeEmpty.filter((one) => !excused.has(one))).toEqual([]);
  });
});

describe('a dashboard is refused when', () => {
  it('nothing is wrong: it is not', () => expect(problemsOf(showing(sound))).toEqual([]));

  it.each([
    ['its PromQL does not parse', 'sum(rate(up{[1m]))', /does not parse/],
    ['it names a metric nobody declares', 'rate(orders_count[$__rate_interval])', /neither in the telemetry catalogue/],
    [
      'it matches on a label the metric lacks',
      'rate(ecommerce_orders_total{route="/"}[$__rate_interval])',
      /no label route/,
    ],
    [
      'it matches on a value the label never has',
      'rate(ecommerce_orders_total{status="lost"}[$__rate_interval])',
      /never "lost"/,
    ],
    [
      'it groups by a label that is not there',
      'sum by (colour) (rate(ecommerce_orders_total[$__rate_interval]))',
      /groups by colour/,
    ],
    ['its window is fixed', 'sum(rate(ecommerce_orders_total[5m]))', /use \$__rate_interval/],
    [
      'it uses a variable it does not have',
      'rate(ecommerce_orders_total{status="$status"}[$__rate_interval])',
      /no variable \$status/,
    ],
    [
      'its unit is not what it measures',
      'histogram_quantile(0.5, sum by (le) (rate(http_server_request_duration_seconds_bucket[$__rate_interval])))',
      /shown as reqps/,
    ],
  ])('%s', (_, expr, expected) => expect(problemsOf(showing(expr))).toContainEqual(expect.stringMatching(expected)));

  it('its LogQL does not parse', () => {
    const panel = logs({ title: 'Panel', description: 'How to read it', expr: '{service_name="order" | json', next });
    expect(problemsOf(dashboardOf(panel))).toContainEqual(expect.stringMatching(/does not parse/));
  });

  it('its LogQL selects by something that is no stream label', () => {
    const panel = logs({ title: 'Panel', description: 'How to read it', expr: '{trace_id="1"}', next });
    expect(problemsOf(dashboardOf(panel))).toContainEqual('trace_id is not a label of a log stream in {trace_id="1"}');
  });

  it('a link leads to a dashboard that is not there', () => {
    const panel = timeSeries({
      title: 'Panel',
      description: 'How to read it',
      unit: units.requestsPerSecond,
      queries: [promql('a', sound)],
      next: toDashboard('nowhere', 'Nowhere'),
    });
    expect(problemsOf(dashboardOf(panel))).toContainEqual(expect.stringMatching(/which is not there/));
  });

  describe('a link, followed as a browser does,', () => {
    const leading = (url: string) =>
      showingWith({ variables: [service], panel: timeSeriesTo({ title: 'Onwards', url }) });
    const explore = (pane: object) =>
      `/explore?schemaVersion=1&panes=${JSON.stringify({ a: { datasource: 'loki', range: { from: 'now-1h', to: 'now' }, ...pane } })}`;
    const asking = (expr: string, more: object = {}) =>
      explore({ queries: [{ refId: 'A', datasource: { type: 'loki', uid: 'loki' }, expr }], ...more });

    it.each([
      ['arrives with a variable left unfilled', asking('{service_name=~"%24service"}'), 'leaves $service unfilled'],
      ['arrives with one that is not there', asking(`{service_name=~"${filled('shop')}"}`), 'leaves $shop unfilled'],
      [
        'fills in several values as what is no regular expression',
        asking('{service_name=~"x"} | $service'),
        'asks what does not parse',
      ],
      ['is no JSON any more', asking(`{service_name=~"${filled('service:json')}"}`), 'is no JSON any more'],
      ['asks a data source that is not there', asking('{service_name="x"}', { datasource: 'influx' }), 'influx'],
      ['asks nothing', explore({ queries: [] }), 'asks nothing'],
      ['opens nothing', '/explore?schemaVersion=1', 'opens nothing'],
      ['is of the form before Grafana 10', '/explore?left={}', 'does not say which form'],
      ['has no time', asking('{service_name="x"}', { range: { from: filled('from'), to: 'yesterday' } }), 'is no time'],
      ['asks by what is no label of a stream', asking('{trace_id="x"}'), 'trace_id is not a label of a log stream'],
      ['sets what the other dashboard has not', '/d/sightline-tried?var-shop=x', 'sets shop'],
      ['is at no time', '/d/sightline-tried?from=soon&to=now', 'from=soon is no time'],
    ])('%s', (_, url, expected) => {
      expect(problemsOf(leading(url))).toContainEqual(expect.stringContaining(expected));
    });

    it.each([
      ['Explore, of logs', toLogs('Lines', '{service_name=~"$service"} | json | order_id="$typed"').url],
      [
        'Explore, of a metric',
        toMetric('Rate', 'rate(http_requests_total{service_name=~"$service"}[$__rate_interval])').url,
      ],
      ['Explore, of a trace', toTrace('Trace', filled('typed')).url],
      ['itself', toDashboard('tried', 'Itself', { service: '$service', typed: 'plain' }).url],
      ['itself, at another time', '/d/sightline-tried?from=2026-11-27T06:27:55Z&to=now-1h/h'],
    ])('leads to %s with everything filled in', (_, url) => {
      expect(problemsOf(leading(url))).toEqual([]);
    });
  });

  it('a panel names no data source, or another one than its queries', () => {
    const [unnamed, wrong] = [showing(sound), showing(sound)];
    for (const panel of unnamed.panels ?? []) if (panel.type !== 'row') delete (panel as Panel).datasource;
    for (const panel of wrong.panels ?? [])
      if (panel.type !== 'row') (panel as Panel).datasource = { type: 'loki', uid: 'loki' };
    expect(problemsOf(unnamed)).toContainEqual(expect.stringContaining('names the data source none'));
    expect(problemsOf(wrong)).toContainEqual(expect.stringContaining('names the data source loki'));
  });

  it('it needs a newer Grafana than the README names', () => {
    const newer = showing(sound.replace('$__rate_interval', '$__from_the_future'));
    const panel = newer.panels?.find(({ type }) => type !== 'row') as Panel;
    panel.type = 'canvas';
    panel.transformations = [{ id: 'smoothing', options: {} }];
    newer.schemaVersion = 42;
    expect(problemsOf(newer)).toEqual(
      expect.arrayContaining(
        ['schemaVersion 42', 'the panel type canvas', 'the transformation smoothing', '$__from_the_future'].map(
          (what) => `${what} is not known to be in Grafana 10.2 (oldest-grafana.ts)`,
        ),
      ),
    );
  });

  it('anything of this is inside a collapsed row', () => {
    const broken = showing('rate(orders_count[5m])');
    const [row, ...panels] = broken.panels ?? [];
    const folded = (dashboard: Dashboard): Dashboard => ({
      ...dashboard,
      panels: [{ ...(row as RowPanel), collapsed: true, panels: panels as Panel[] }],
    });
    expect(problemsOf(folded(broken)).sort()).toEqual(problemsOf(broken).sort());
    expect(problemsOf(broken)).not.toEqual([]);
  });

  it('a panel does not say how to read it', () => {
    const [broken] = [showing(sound)];
    for (const panel of broken?.panels ?? []) if ('description' in panel) delete panel.description;
    expect(problemsOf(broken as Dashboard)).toContain('has no description');
  });

  it('two panels overlap', () => {
    const broken = showing(sound);
    const [row, panel] = broken.panels ?? [];
    if (row && panel) broken.panels = [row, panel, { ...panel, id: 9, title: 'Other' }];
    expect(problemsOf(broken)).toContain('overlaps Other');
  });

  it('another one has its uid', () => {
    expect(problemsOf(showing(sound), showing(sound))).toContain('two have the uid sightline-tried');
  });

  it('a panel is of a deprecated type', () => {
    const broken = showing(sound);
    for (const panel of broken.panels ?? []) if (panel.type === 'timeseries') panel.type = 'graph';
    expect(problemsOf(broken)).toContain('graph is not one of our panel types');
  });

  it("an option is none of Grafana's", () => {
    const broken = showing(sound);
    for (const panel of broken.panels ?? [])
      if ('options' in panel) panel.options = { ...panel.options, sparkle: true };
    expect(problemsOf(broken)).toContainEqual(expect.stringMatching(/additional properties.*sparkle/));
  });
});
