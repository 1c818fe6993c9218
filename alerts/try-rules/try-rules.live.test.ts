import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programAtHand } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { tryRules } from './try-rules';

const promtool = programAtHand('prometheus', 'promtool');
const folder = mkdtempSync(join(tmpdir(), 'sightline-try-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, stringify(content));
  return file;
};
const rulesOf = (...rules: object[]) => write('any.yml', { groups: [{ name: 'any', rules }] });
const alert = (name: string, expr: string, more: object = {}) => ({ alert: name, expr, ...more });

/** As people write alerts. */
const kinds: readonly (readonly [string, string])[] = [
  ['TargetDown', 'up{job="shop"} == 0'],
  ['Absent', 'absent(up{job="shop"} == 1)'],
  [
    'ErrorShare',
    'sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m])) > 0.05',
  ],
  ['Slow', 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5'],
  [
    'DiskFull',
    '(node_filesystem_avail_bytes{fstype!=""} / node_filesystem_size_bytes{fstype!=""}) * 100 < 5 and node_filesystem_readonly == 0',
  ],
  ['FillsUp', 'predict_linear(node_filesystem_avail_bytes[1h], 4 * 3600) < 0'],
  ['Old', 'time() - backup_last_success_timestamp_seconds > 86400'],
  ['Restarts', 'increase(restarts_total[15m]) > 3'],
  ['Flaps', 'changes(up[30m]) > 4'],
  ['NoTraffic', 'rate(http_requests_total[5m]) == 0'],
  ['Joined', 'kube_pod_status == 1 unless on (pod) kube_pod_owner'],
  ['Always', 'vector(1)'],
];

describe('rules of anybody', () => {
  it('fire on samples made for them, as far as these are found', async () => {
    const { alerts, problems } = await tryRules(
      rulesOf(...kinds.map(([name, expr]) => alert(name, expr, { for: '5m' }))),
      { promtool },
    );
    expect(problems).toEqual([]);
    expect(alerts.filter(({ state }) => state !== 'fires').map((one) => one.alert)).toEqual([]);
  });

  it('may read what other rules record', async () => {
    const file = rulesOf(
      { record: 'job:errors', expr: 'sum by (job) (rate(errors_total[5m]))' },
      alert('Errors', 'job:errors > 2', { labels: { severity: 'page' } }),
      alert('Errors', 'job:errors > 200000000', { labels: { severity: 'never' } }),
    );
    const { alerts } = await tryRules(file, { promtool });
    expect(alerts.map(({ labels, state }) => [labels.severity, state])).toEqual([
      ['page', 'fires'],
      ['never', 'unproved'],
    ]);
  });

  it('that can never fire are not proved', async () => {
    const { alerts } = await tryRules(rulesOf(alert('Never', 'up > 1 and up < 1')), { promtool });
    expect(alerts).toMatchObject([{ alert: 'Never', state: 'unproved' }]);
  });

  it('are held to their own tests', async () => {
    const rules = rulesOf(alert('Down', 'up == 0'));
    const test = (values: string) => ({
      rule_files: [rules],
      tests: [
        {
          interval: '1m',
          input_series: [{ series: 'up', values }],
          alert_rule_test: [{ alertname: 'Down', eval_time: '5m', exp_alerts: [{}] }],
        },
      ],
    });
    expect(await tryRules(rules, { promtool, tests: [write('good.test.yml', test('0x10'))] })).toMatchObject({
      alerts: [{ alert: 'Down', state: 'fires', by: 'its own test' }],
      problems: [],
    });
    const { problems } = await tryRules(rules, { promtool, tests: [write('bad.test.yml', test('1x10'))] });
    expect(problems.join()).toContain('FAILED');
  });

  it('that Prometheus would not load are told as it tells it', async () => {
    const { problems } = await tryRules(
      rulesOf(alert('Odd', 'sum(up) by (job)', { labels: { 'a-b': '{{ .Nothing' } })),
      { promtool },
    );
    expect(problems.join()).toMatch(/any\.yml/);
  });
});
