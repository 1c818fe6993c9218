import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { complete } from '../defaults';
import { toDashboard } from '../links';
import { logs } from '../panels/logs';
import { promql } from '../panels/targets';
import { timeSeries } from '../panels/time-series';
import { type Unit, units } from '../units';
import { exploredQueries } from './links-of';
import { excuseFor, mayBeEmpty } from './live/may-be-empty';
import { describe as say } from './problem';
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

const problemsOf = (...dashboards: Dashboard[]) => checkStatically(dashboards).map(({ says }) => says);

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
      [...queriesOf(dashboard), ...exploredQueries(dashboard)].map(({ kind, where, panel }) => ({
        dashboard: titleOf(dashboard),
        kind,
        where: panel?.title ?? where,
      })),
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
