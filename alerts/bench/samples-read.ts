/**
 * How many samples Prometheus reads to evaluate the long windows, raw and as sums of ticks:
 *
 *     node alerts/dist/bench/samples-read.js <prometheus> <promtool>
 *
 * Thirty days of one good and one bad counter, scraped every 5 s (the fewest series an SLO can have: with more the raw
 * queries read more, the sums do not), are written into a fresh Prometheus, which then counts for itself (`stats=all`).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compile } from '../compiler/compile';
import { metrics } from '../compiler/conventions';
import { duration, formatDuration } from '../compiler/durations';
import { exampleSlo } from '../compiler/example-slo';
import type { RecordingRule } from '../compiler/rules';

const [prometheus, promtool] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sightline-samples-'));
const windows = [duration('1d'), duration('3d'), duration('30d')];
const end = Math.floor(Date.now() / 60_000) * 60 - 600;
const base = duration('5m');

/** Series whose value at sample i is i * step, as OpenMetrics. */
function writeHistory(file: string): void {
  const out = openSync(file, 'w');
  const write = (name: string, labels: string, every: number, value: (index: number) => number) => {
    const count = duration('30d') / 1_000 / every;
    let lines = '';
    for (let index = 0; index <= count; index++) {
      lines += `${name}${labels} ${value(index)} ${end - (count - index) * every}\n`;
      if (index % 10_000 === 0 || index === count) {
        writeSync(out, lines);
        lines = '';
      }
    }
  };
  const id = '{sloth_id="shop-availability",sloth_slo="shop-availability",sloth_service="shop"}';
  write('requests_total', '{code="200"}', 5, (index) => index * 50);
  write('requests_total', '{code="500"}', 5, (index) => index);
  write(metrics.tickTotal(base), id, 60, () => 3060);
  write(metrics.tickBad(base), id, 60, () => 60);
  writeSync(out, '# EOF\n');
  closeSync(out);
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

async function samplesRead(url: string, expr: string): Promise<number> {
  const query = new URLSearchParams({ query: expr, time: String(end), stats: 'all' });
  const response = await fetch(`${url}/api/v1/query?${query}`);
  const { data, error } = (await response.json()) as {
    data?: { result: unknown[]; stats: { samples: { totalQueryableSamples: number } } };
    error?: string;
  };
  if (!data || data.result.length === 0) throw new Error(`${expr} gave nothing: ${error ?? 'no samples'}`);
  return data.stats.samples.totalQueryableSamples;
}

async function main() {
  if (!prometheus || !promtool) throw new Error('Give the paths of prometheus and promtool.');
  const history = join(folder, 'history.om');
  writeHistory(history);
  execFileSync(
    promtool,
    ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', history, join(folder, 'data')],
    { stdio: 'pipe' },
  );
  writeFileSync(join(folder, 'prometheus.yml'), '{}');
  const port = await freePort();
  const server = spawn(
    prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=60d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    for (
      let attempt = 0;
      !(await fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ));
      attempt++
    ) {
      if (attempt > 300) throw new Error('Prometheus did not start');
      await wait(200);
    }
    const [compiled] = compile([{ file: 'slo.yaml', text: exampleSlo() }]).slos;
    const rules = compiled?.groups.flatMap(({ rules: list }) => list as readonly RecordingRule[]) ?? [];
    const rows = [];
    for (const window of windows) {
      const range = formatDuration(window);
      const ours = rules.filter(({ record }) => record === metrics.bad(window) || record === metrics.total(window));
      const raw = [`sum(increase(requests_total{code=~"5.."}[${range}]))`, `sum(increase(requests_total[${range}]))`];
      const count = async (expressions: string[]) =>
        (await Promise.all(expressions.map((expr) => samplesRead(url, expr)))).reduce((sum, each) => sum + each, 0);
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
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

void main().finally(() => rmSync(folder, { recursive: true }));
