import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { metrics } from '@sightline/catalogue';
import { LokiStore, PrometheusStore } from '@sightline/stores';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete } from '../../defaults';
import { toDashboard } from '../../links';
import { promql, type Query } from '../../panels/targets';
import { timeSeries } from '../../panels/time-series';
import { units } from '../../units';
import { durations, labelValues } from '../../variables';
import { checkLive, isProblem } from './check-live';
import { matrix } from './matrix';

/** Answers each query as its text asks: the protocol of Prometheus, without Prometheus. */
const answers: Readonly<Record<string, object>> = {
  full: {
    resultType: 'matrix',
    result: [
      {
        metric: {},
        values: [
          [1, '2'],
          [2, '3'],
        ],
      },
    ],
  },
  nan: { resultType: 'matrix', result: [{ metric: {}, values: [[1, 'NaN']] }] },
  nothing: { resultType: 'matrix', result: [] },
  labels: {
    resultType: 'vector',
    result: ['order', 'payment'].map((service_name) => ({ metric: { service_name }, value: [1, '1'] })),
  },
};
const asked: string[] = [];
const store = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const query = new URLSearchParams(body || request.url?.split('?')[1]).get('query') ?? '';
  asked.push(query);
  const data = query.startsWith('group by')
    ? answers.labels
    : answers[Object.keys(answers).find((key) => query.includes(key)) ?? ''];
  response.statusCode = data ? 200 : 400;
  response.end(JSON.stringify(data ? { data } : { error: 'parse error: what is this?' }));
});

beforeAll(() => new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => store.close(resolve)));

const now = new Date('2030-01-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

async function check(queries: readonly Query[], startedAt = hoursAgo(1)) {
  const panel = timeSeries({
    title: 'Panel',
    description: 'Tried',
    unit: units.count,
    next: toDashboard('tried', 'Itself'),
    queries,
  });
  const variables = [
    labelValues('service', { title: 'Service', metric: metrics.eventLoopUtilization, label: 'service_name' }),
    durations('before', 'Before', ['1m', '30m', '1d']),
  ];
  const board = { title: 'Tried', description: 'Tried', variables, rows: [{ title: 'Row', lines: [[panel]] }] };
  const url = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
  const dashboard = JSON.parse(JSON.stringify(complete('tried', board))) as Dashboard;
  asked.length = 0;
  const report = await checkLive([dashboard], {
    stores: { metrics: new PrometheusStore(url), logs: new LokiStore(url) },
    startedAt,
    now,
  });
  const found = report.checked.find(({ kind }) => kind === 'panel');
  return { report, panel: found };
}

describe('a panel on the running platform', () => {
  it('is fine when one of its queries gives a value', async () => {
    const { panel } = await check([promql('a', 'nothing'), promql('b', 'full')]);
    expect(panel?.verdict).toBe('data');
    expect(panel?.asked.map(({ answer }) => answer?.values)).toEqual([0, 2]);
  });

  it('is empty when none does, and NaN is no value', async () => {
    const { panel } = await check([promql('a', 'nothing'), promql('b', 'nan')]);
    expect(panel?.verdict).toBe('empty');
  });

  it('fails with what the store says when a query is refused, whatever the others give', async () => {
    const { panel } = await check([promql('a', 'full'), promql('b', 'gibberish')]);
    expect(panel?.verdict).toBe('failed');
    expect(panel?.asked[1]?.error).toMatch(/parse error: what is this\?$/);
  });

  it('is asked with every value its lists have, and with the windows Grafana would use', async () => {
    await check([promql('a', 'full{service_name=~"$service"}[$__rate_interval]')]);
    expect(asked).toContain('full{service_name=~"(order|payment)"}[20s]');
  });

  it.each([
    [hoursAgo(0.05), '1m'],
    [hoursAgo(2), '30m'],
    [hoursAgo(72), '1d'],
  ])('looks back as far as a platform started at %o has a past', async (startedAt, expected) => {
    await check([promql('a', 'full offset $before')], startedAt);
    expect(asked).toContain(`full offset ${expected}`);
  });
});

describe('the matrix', () => {
  it('shows each panel with its queries, and sums up what is wrong', async () => {
    const { report } = await check([promql('a', 'nothing')]);
    const text = matrix(report);
    expect(text).toMatch(/✗ Panel +panel +0\/1 queries +0 series +0 values/);
    expect(text).toContain('no value from nothing');
    expect(text).toContain('1 panels, 1 of them empty or failing');
    expect(text).toContain('✗ Tried / Panel: empty');
    expect(report.checked.filter(isProblem).map(({ where }) => where)).toContain('Panel');
  });

  it('asks what is marked on every panel too', async () => {
    const { report } = await check([promql('a', 'full')]);
    const marks = report.checked.filter(({ kind }) => kind === 'annotation');
    expect(marks.map(({ where }) => where)).toEqual(['Deployments', 'Incidents', 'Alerts']);
  });
});
