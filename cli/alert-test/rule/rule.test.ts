import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertDefinition } from '@sightline/alerts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { otlpMetrics } from './otlp-metrics';
import { endedRules, rulesForTest } from './rules-for-test';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-rule-'));
  writeFileSync(join(folder, 'rules.yml'), rules);
});
afterAll(() => rmSync(folder, { recursive: true }));

const rules = `
groups:
  - name: shop
    interval: 1m
    rules:
      - { record: errors, expr: 'rate(errors_total[5m])' }
      - { alert: Burning, expr: 'errors > 10', for: 5m, keep_firing_for: 10m, labels: { tier: page } }
      - { alert: Burning, expr: 'errors > 1', labels: { tier: ticket } }
      - { alert: Other, expr: 'up == 0' }
`;
const burning = { name: 'Burning', labels: { tier: 'page' } } as unknown as AlertDefinition;
const rewritten = (rewrite: typeof rulesForTest) =>
  parse(rewrite({ files: [join(folder, 'rules.yml')], alerts: [burning] })).groups;

describe('the rules of a test', () => {
  it('are those of its alert and what is recorded, as they are, at the pace of a test', () => {
    expect(rewritten(rulesForTest)).toEqual([
      {
        name: 'shop',
        interval: '1s',
        rules: [
          { record: 'errors', expr: 'rate(errors_total[5m])' },
          { alert: 'Burning', expr: 'errors > 10', for: '2s', labels: { tier: 'page' } },
        ],
      },
    ]);
  });

  it('have nothing left to fire on when it ends, and are known by the same name and labels', () => {
    const [, ended] = rewritten(endedRules)[0].rules;
    expect(ended).toEqual({ alert: 'Burning', expr: 'vector(0) == 1', labels: { tier: 'page' } });
  });
});

describe('injected samples', () => {
  const start = new Date('2026-01-01T00:00:00Z');
  const now = start.getTime() + 10_000;
  const pointsOf = (values: readonly (number | 'stale' | undefined)[], interval = 5_000) =>
    (
      otlpMetrics({ series: [{ labels: { __name__: 'up', job: 'a' }, values }], interval }, start, now) as {
        resourceMetrics: { scopeMetrics: { metrics: { name: string; gauge: { dataPoints: object[] } }[] }[] }[];
      }
    ).resourceMetrics[0]?.scopeMetrics[0]?.metrics[0];

  it('are at their time, under their name and labels', () => {
    expect(pointsOf([1, undefined, 0])).toEqual({
      name: 'up',
      gauge: {
        dataPoints: [1, 0].map((asDouble, index) => ({
          attributes: [{ key: 'job', value: { stringValue: 'a' } }],
          timeUnixNano: `${start.getTime() + index * 10_000}000000`,
          asDouble,
        })),
      },
    });
  });

  it('say what JSON has no number for', () => {
    const points = pointsOf([Number.NaN, Number.POSITIVE_INFINITY, 'stale'])?.gauge.dataPoints;
    expect(points).toMatchObject([{ asDouble: 'NaN' }, { asDouble: 'Infinity' }, { flags: 1 }]);
  });

  it('end where Prometheus takes no more of the future', () => {
    expect(pointsOf([1, 2, 3, 4], 200_000)?.gauge.dataPoints).toHaveLength(2);
  });
});
