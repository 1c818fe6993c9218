/** The replay, against what Prometheus itself makes of the same rules and the same data. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { duration, type Milliseconds } from '@sightline/promql';
import { type PrometheusApart, programAtHand, prometheusApart } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import { afterAll, describe, expect, it } from 'vitest';
import { type CompileOptions, compile } from '../compiler/compile';
import { type ExampleSlo, exampleSlo } from '../compiler/example-slo';
import { writeRulesFile } from '../compiler/write/rules-file';
import { testRules } from '../rule-tests/promtool';
import { writeRuleTests } from '../rule-tests/promtool-file';
import { backtest } from './backtest';
import { writeHistory } from './history';

const folder = mkdtempSync(join(tmpdir(), 'sightline-backtest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const promtool = programAtHand('prometheus', 'promtool');
const storeOf = ({ url }: PrometheusApart) => new PrometheusStore({ url, timeoutMs: 600_000 });

const minute = 60_000;
const every = 15_000;
const length = duration('12h');
/** Where time begins in the history; a whole day, so that minutes fall on the same instants as in promtool. */
const start = Date.UTC(2026, 0, 5);

/** Ten requests a sample; between the sixth hour and the half of the seventh every second of them fails. */
const isFault = (at: Milliseconds) => at >= duration('6h') && at < duration('6h40m');
function counts(code: 'good' | 'bad'): number[] {
  let sum = 0;
  return Array.from({ length: length / every + 1 }, (_, index) => {
    const failing = isFault(index * every);
    sum += code === 'bad' ? (failing ? 5 : 0) : failing ? 5 : 10;
    return sum;
  });
}

const series = [
  { name: 'requests_total{code="200",service_instance_id="a"}', values: counts('good') },
  { name: 'requests_total{code="500",service_instance_id="a"}', values: counts('bad') },
];

function compiled(slo: ExampleSlo = {}, options: CompileOptions = {}) {
  const { slos, diagnostics } = compile([{ file: 'slo.yaml', text: exampleSlo(slo) }], options);
  expect(diagnostics).toEqual([]);
  return slos;
}

const annotations =
  'sightline.dev/min-bad-events: "5", sightline.dev/tiers: "outage, page-quick, page-slow, ticket-quick, ticket-slow"';

async function overHistory() {
  const history = join(folder, 'history.om');
  writeHistory(
    history,
    series.map((each) => ({ ...each, every: every / 1_000, start: start / 1_000 })),
  );
  return prometheusApart({ history });
}

const whole = { since: new Date(start), until: new Date(start + length), evaluation: minute, step: minute };

describe('a replay over stored data', () => {
  it('fires and ends at the very evaluations at which Prometheus does', async () => {
    await using prometheus = await overHistory();
    const store = storeOf(prometheus);
    const slos = compiled({ annotations });
    const [result] = await backtest(slos, store, whole);
    expect(result?.alerts.map(({ labels }) => labels.tier)).toEqual([
      'outage',
      'page-quick',
      'page-slow',
      'ticket-quick',
      'ticket-slow',
    ]);

    const edges = result?.alerts.flatMap(({ labels, firings }) =>
      firings.flatMap(({ from, to }) => {
        const expr = `count(ALERTS{alertstate="firing",tier="${labels.tier}"}) or vector(0)`;
        const check = (at: Date, early: Milliseconds, value: number) => ({
          expr,
          at: at.getTime() - start - early,
          value,
        });
        const ended = to.getTime() < start + length ? [check(to, minute, 1), check(to, 0, 0)] : [];
        return [check(from, minute, 0), check(from, 0, 1), ...ended];
      }),
    );
    const groups = slos.flatMap((slo) => slo.groups);
    const asPromtoolHasIt = writeRuleTests({
      rules: 'rules.yml',
      evaluation: minute,
      interval: every,
      groupOrder: groups.map(({ name }) => name),
      tests: [
        {
          name: 'the same edges',
          series: series.map(({ name, values }) => ({ series: name, values: values.join(' ') })),
          expressions: edges ?? [],
        },
      ],
    });
    expect(edges?.length).toBeGreaterThan(12);
    expect(testRules(promtool, writeRulesFile(groups), [asPromtoolHasIt])).toContain('SUCCESS');
  });

  it('accounts for the budget, and for another objective', async () => {
    await using prometheus = await overHistory();
    const store = storeOf(prometheus);
    // 160 samples with 5 bad of 10, in 2880 of 10: 2.78 % bad.
    const bad = (160 * 5) / (2880 * 10);
    const [promised] = await backtest(compiled(), store, whole);
    expect(promised?.budgets[0]?.left).toBeCloseTo(1 - bad / 0.001, 0);

    const [lower] = await backtest(compiled({}, { objective: () => 95 }), store, whole);
    expect(lower?.objective).toBe(95);
    expect(lower?.budgets[0]?.left).toBeCloseTo(1 - bad / 0.05, 2);
    expect(lower?.alerts.map(({ labels }) => labels.tier)).not.toContain('page-quick');
  });

  it('is not fooled by rules that never ran', async () => {
    await using prometheus = await overHistory();
    const store = storeOf(prometheus);
    const [result] = await backtest(compiled(), store, whole);
    expect(result).toMatchObject({ recorded: [], agrees: false });
  });
});

describe('a replay of what a Prometheus went through', () => {
  it('agrees with the ALERTS that it recorded', async () => {
    let failing = false;
    let good = 0;
    let bad = 0;
    const service = createServer((_, response) => {
      good += failing ? 0 : 10;
      bad += failing ? 10 : 0;
      response
        .setHeader('content-type', 'text/plain')
        .end(`# TYPE requests_total counter\nrequests_total{code="200"} ${good}\nrequests_total{code="500"} ${bad}\n`);
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    const { port } = service.address() as AddressInfo;
    // Windows of seconds: a burn rate of 13 over 20 s, still going on in the last 5 s.
    const pair = { budgetPercent: 0.01, short: 5_000, long: 20_000 };
    const quick = { quick: pair, slow: pair };
    const windows = [{ period: duration('30d'), page: quick, ticket: quick }];
    const slos = compiled(
      {
        annotations: 'sightline.dev/min-bad-events: "5", sightline.dev/instance-label: "instance"',
        objective: 'targetPercent: 99.9',
      },
      { windows, scrape: duration('1s') },
    );
    const rules = join(folder, 'rules.yml');
    writeFileSync(rules, writeRulesFile(slos.flatMap(({ groups }) => groups)));
    const config = [
      'global: { scrape_interval: 1s, evaluation_interval: 1s }',
      `rule_files: [${JSON.stringify(rules)}]`,
      `scrape_configs: [{ job_name: shop, static_configs: [{ targets: ["127.0.0.1:${port}"] }] }]`,
    ].join('\n');
    try {
      await using prometheus = await prometheusApart({ config });
      const store = storeOf(prometheus);
      const since = new Date();
      const firing = async () => (await store.query('ALERTS{alertstate="firing"}', new Date())).length > 0;
      const until = async (what: () => Promise<boolean>) => {
        while (!(await what())) await wait(200);
      };
      await until(async () => (await store.query('requests_total > 100', new Date())).length > 0);
      failing = true;
      await until(firing);
      failing = false;
      await until(async () => !(await firing()));
      const [result] = await backtest(slos, store, { since, until: new Date(), evaluation: 1_000, step: 2_000 });
      expect(result?.recorded.length).toBeGreaterThan(0);
      expect(result).toMatchObject({ agrees: true });
    } finally {
      service.closeAllConnections();
      service.close();
    }
  });
});
