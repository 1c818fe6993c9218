import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNodes, type Matcher, parsePromql, promqlError, selectorsIn } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { alertDefinitions } from '../catalogue/alert-definitions';
import { telemetryCatalogue } from '../telemetry-catalogue';
import { readRuleFiles } from './rule-file';

const root = join(__dirname, '..');
const alerts = alertDefinitions(root);
const metrics = telemetryCatalogue();

const byId = alerts.map((alert) => [alert.id, alert] as const);
const ofPlatform = byId.filter(([, { labels }]) => labels.component);

describe('the platform’s alerts', () => {
  it('are those that are written', () => {
    const written = readRuleFiles(join(root, 'rules')).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
    expect(ofPlatform.map(([id]) => id).sort()).toEqual(written.map(({ alert }) => alert).sort());
  });

  it.each(ofPlatform)('%s asks for metrics and labels that the telemetry catalogue declares', (_, { expr }) => {
    const selected = selectorsIn(expr).map((selector) => ({ ...selector, names: metricsOf(selector) }));
    expect(selected.filter(({ names }) => names.length === 0)).toEqual([]);
    const labels = new Set(selected.flatMap(({ names }) => names.flatMap(labelsOf)));
    const asked = [
      ...selected.flatMap(({ matchers }) => matchers.map(({ label }) => label)),
      ...findNodes(parsePromql(expr), 'GroupingLabels').flatMap(
        ({ from, to }) => expr.slice(from, to).match(/\w+/g) ?? [],
      ),
    ];
    const made = [...expr.matchAll(/, "(\w+)", "\$\d"/g)].map(([, label]) => label);
    expect(asked.filter((label) => ![...labels, ...made, '__name__'].includes(label))).toEqual([]);
  });
});

describe('every alert', () => {
  it.each(byId)('%s says who is to hear of it, what is wrong and where to look', (_, { severity, annotations }) => {
    expect(['critical', 'warning', 'info']).toContain(severity);
    for (const name of ['summary', 'description', 'runbook_url', 'dashboard_url'])
      expect(annotations[name], name).toMatch(/\S/);
  });

  it.each(byId)('%s leads to a dashboard that is there, and sets variables that it has', (_, alert) => {
    const [, uid, query = ''] = /^\/d\/([\w-]+)(?:\?(.*))?$/.exec(alert.annotations.dashboard_url ?? '') ?? [];
    const dashboard = dashboards.get(uid ?? '');
    expect(dashboard, uid).toBeDefined();
    const variables = [...new URLSearchParams(query).keys()];
    expect(variables.filter((name) => !dashboard?.includes(name.replace(/^var-/, '')))).toEqual([]);
  });
});

describe('runbooks', () => {
  const folder = join(root, 'runbooks');
  const names = [...new Set(alerts.map(({ name }) => name))];
  const read = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');

  it('are there for each alert, and for nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.md`).sort());
  });

  it.each(names)('%s: what it means, three checks, how to mend, how to silence', (name) => {
    const [head = '', checks = '', mend = '', silence = ''] = read(name).split(/^## .*$/m);
    const headings = [...read(name).matchAll(/^## (.*)$/gm)].map(([, text]) => text);
    expect(headings).toEqual(['First checks', 'How to mend', 'How to silence']);
    expect(head).toMatch(new RegExp(`^# ${name}\n\n\\S`));
    expect(checks.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
    expect(mend).toMatch(/^- /m);
    expect(silence).toMatch(/amtool silence add|Not at all/);
  });

  it.each(names)(
    '%s asks with queries that can be answered, and leads to alerts and dashboards that are there',
    (name) => {
      const text = read(name);
      const links = [...text.matchAll(/\]\(\/d\/([\w-]+)/g)].map(([, uid = '']) => uid);
      expect(links.filter((uid) => !dashboards.has(uid))).toEqual([]);
      const asked = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) =>
        promqlError(code) ? [] : selectorsIn(code),
      );
      const isUnknown = ({ metric }: { metric: string }) =>
        /^[A-Z][a-z]+[A-Z]/.test(metric) ? !names.includes(metric) : metric.includes('_') && !speltOut.has(metric);
      expect(
        asked
          .filter(isUnknown)
          .map(({ metric }) => metric)
          .filter((metric) => !noMetrics.includes(metric)),
      ).toEqual([]);
    },
  );

  /** Runbooks name metrics, histograms and labels. */
  const speltOut = new Set(
    [...metrics].flatMap(([name, { labels }]) => [name, name.replace(/_bucket$/, ''), ...labels]),
  );
  /** Written like one of them, and something else. */
  const noMetrics = [
    'pg_stat_activity',
    'memory_limiter',
    'OTEL_SERVICE_NAME',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    '_OTHER',
  ];
});

/** Each dashboard's variables, by its uid. */
const dashboards = new Map(
  readdirSync(join(root, '../dashboards/generated'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(root, '../dashboards/generated', file), 'utf8')))
    .map((board): [string, string[]] => [board.uid, board.templating.list.map(({ name }: { name: string }) => name)]),
);

function metricsOf({ metric, matchers }: { metric: string; matchers: readonly Matcher[] }): string[] {
  if (metric) return metrics.has(metric) ? [metric] : [];
  const pattern = matchers.find(({ label, op }) => label === '__name__' && op === '=~')?.value;
  return pattern === undefined ? [] : [...metrics.keys()].filter((name) => new RegExp(`^(?:${pattern})$`).test(name));
}

const labelsOf = (metric: string) => [
  ...(metrics.get(metric)?.labels ?? []),
  ...(metric.endsWith('_bucket') ? ['le'] : []),
];
