import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { MetricStore, Sample, Series } from '../backtest/metric-store';
import type { Labels } from '../compiler/rules';

export interface TemporaryPrometheus extends MetricStore, AsyncDisposable {
  readonly url: string;
}

export interface TemporaryOptions {
  /** The programs. */
  readonly prometheus: string;
  readonly promtool: string;
  /** A file of OpenMetrics with timestamps, to begin with. */
  readonly history?: string;
  /** Its configuration; it scrapes and evaluates nothing unless told. */
  readonly config?: string;
}

/** A Prometheus of its own, with its data in a folder that goes with it: for benchmarks and tests over made-up history. */
export async function temporaryPrometheus(options: TemporaryOptions): Promise<TemporaryPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-prometheus-'));
  const data = join(folder, 'data');
  if (options.history) {
    const backfill = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', options.history, data];
    execFileSync(options.promtool, backfill, { stdio: 'pipe' });
  }
  writeFileSync(join(folder, 'prometheus.yml'), options.config ?? '{}');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    options.prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=10y',
      '--query.max-samples=500000000',
      '--query.timeout=10m',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const stop = async () => {
    process.removeListener('exit', end);
    if (server.exitCode === null && server.signalCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true });
  };
  try {
    await answers(`${url}/-/ready`, () => server.exitCode);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    query: async (query, at) => {
      const result = await ask<{ metric: Labels; value: [number, string] }>(url, 'query', {
        query,
        time: seconds(at),
      });
      return result.map(({ metric, value }): Sample => ({ labels: metric, value: Number(value[1]) }));
    },
    range: async (query, { since, until, stepSeconds }) => {
      const range = { query, start: seconds(since), end: seconds(until), step: String(stepSeconds) };
      const result = await ask<{ metric: Labels; values: [number, string][] }>(url, 'query_range', range);
      return result.map(
        ({ metric, values }): Series => ({
          labels: metric,
          points: values.map(([time, value]) => ({ time, value: Number(value) })),
        }),
      );
    },
    [Symbol.asyncDispose]: stop,
  };
}

const seconds = (at: Date) => String(at.getTime() / 1_000);

async function ask<Result>(url: string, path: string, parameters: Record<string, string>): Promise<Result[]> {
  // An expression may be longer than an address may be.
  const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const { data, error } = (await response.json()) as { data?: { result: Result[] }; error?: string };
  if (!data) throw new Error(`Prometheus refused ${parameters.query}: ${error}`);
  return data.result;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function answers(url: string, exitCode: () => number | null): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (exitCode() !== null) throw new Error('Prometheus ended at its start: what it said is above');
    await wait(200);
  }
  throw new Error('Prometheus did not start within a minute');
}
