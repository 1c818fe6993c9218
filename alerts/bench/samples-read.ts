/**
 * How many samples Prometheus reads to evaluate the long windows, raw and as sums of ticks:
 *
 *     node alerts/dist/bench/samples-read.js
 *
 * Thirty days of one good and one bad counter, scraped every 5 s (the fewest series an SLO can have: with more the raw
 * queries read more, the sums do not), are written into a fresh Prometheus, which then counts for itself (`stats=all`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration, formatDuration } from '@sightline/promql';
import { prometheusApart } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import { type HistorySeries, writeHistory } from '../backtest/history';
import { compile } from '../compiler/compile';
import { metrics } from '../compiler/conventions';
import { exampleSlo } from '../compiler/example-slo';
import type { RecordingRule } from '../compiler/rules';

const windows = [duration('1d'), duration('3d'), duration('30d')];
const end = Math.floor(Date.now() / 60_000) * 60 - 600;
const base = duration('5m');

/** Thirty days whose value at sample i is `value(i)`. */
function series(name: string, every: number, value: (index: number) => number): HistorySeries {
  const count = duration('30d') / 1_000 / every;
  return {
    name,
    every,
    start: end - count * every,
    values: Array.from({ length: count + 1 }, (_, index) => value(index)),
  };
}

const id = '{sloth_id="shop-availability",sloth_slo="shop-availability",sloth_service="shop"}';
const history = () => [
  series('requests_total{code="200"}', 5, (index) => index * 50),
  series('requests_total{code="500"}', 5, (index) => index),
  series(`${metrics.tickTotal(base)}${id}`, 60, () => 3060),
  series(`${metrics.tickBad(base)}${id}`, 60, () => 60),
];

async function samplesRead(store: PrometheusStore, expr: string): Promise<number> {
  const at = new Date(end * 1000);
  if ((await store.query(expr, at)).length === 0) throw new Error(`${expr} gave nothing`);
  return store.samplesRead(expr, at);
}

async function main(folder: string) {
  const file = join(folder, 'history.om');
  writeHistory(file, history());
  await using prometheus = await prometheusApart({ history: file });
  const store = new PrometheusStore({ url: prometheus.url, timeoutMs: 600_000 });
  const [compiled] = compile([{ file: 'slo.yaml', text: exampleSlo() }]).slos;
  const rules = compiled?.groups.flatMap(({ rules: list }) => list as readonly RecordingRule[]) ?? [];
  const count = async (expressions: string[]) =>
    (await Promise.all(expressions.map((expr) => samplesRead(store, expr)))).reduce((sum, each) => sum + each, 0);
  const rows = [];
  for (const window of windows) {
    const range = formatDuration(window);
    const ours = rules.filter(({ record }) => record === metrics.bad(window) || record === metrics.total(window));
    const raw = [`sum(increase(requests_total{code=~"5.."}[${range}]))`, `sum(increase(requests_total[${range}]))`];
    const rawCount = await count(raw);
    const ourCount = await count(ours.map(({ expr }) => expr));
    rows.push({
      window: range,
      'samples read, raw': rawCount,
      'as sums of ticks': ourCount,
      times: (rawCount / ourCount).toFixed(1),
    });
  }
  console.table(rows);
}

const folder = mkdtempSync(join(tmpdir(), 'sightline-samples-'));
void main(folder).finally(() => rmSync(folder, { recursive: true }));
