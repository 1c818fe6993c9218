import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port';
import { programAtHand } from './install/program-at-hand';
import { runTool } from './install/tool';
import { ask } from './supervise/probe';

export interface ApartOptions {
  /** Its prometheus.yml; it scrapes and evaluates nothing unless told. */
  readonly config?: string;
  /** Files beside it that the configuration names: text by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** A file of OpenMetrics with timestamps, to begin with. */
  readonly history?: string;
  /** Arguments beyond those that each of them has. */
  readonly args?: readonly string[];
}

/** A Prometheus that ends with its data when it is disposed of. */
export interface PrometheusApart extends AsyncDisposable {
  readonly url: string;
  /** Writes one of its files anew, and has it read. */
  change(file: string, text: string): Promise<void>;
}

const patienceMs = 60_000;

/**
 * A Prometheus of its own, on a free port, with its data in a folder that goes with it: what it is told never mixes with what is
 * measured. Should this process end first, it ends too.
 *
 * @throws {ToolFailed} with what it said, when it does not start.
 */
export async function prometheusApart({ config, files, history, args }: ApartOptions = {}): Promise<PrometheusApart> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-prometheus-'));
  const data = join(folder, 'data');
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const ending = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  const stop = async () => {
    ending.abort();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [file, text] of Object.entries({ ...files, 'prometheus.yml': config ?? '{}' })) write(file, text);
    if (history) fill(data, history);
    const address = `127.0.0.1:${await freePort()}`;
    const url = `http://${address}`;
    let failure: Error | undefined;
    ended = runTool(programAtHand('prometheus', 'prometheus'), {
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=10y',
        '--query.max-samples=500000000',
        '--query.timeout=10m',
        `--web.listen-address=${address}`,
        '--web.enable-otlp-receiver',
        '--web.enable-lifecycle',
        '--log.level=warn',
        ...(args ?? []),
      ],
      env: { PATH: process.env.PATH },
      remedy: '`npm start` gets it',
      signal: ending.signal,
    }).catch((error: Error) => {
      failure = error;
    });
    const deadline = Date.now() + patienceMs;
    while ((await ask({ kind: 'http', url: `${url}/-/ready` }, 2000)) !== 'ready') {
      if (failure) throw failure;
      if (Date.now() > deadline) throw new Error(`A Prometheus apart did not start within ${patienceMs / 1000} s`);
      await delay(50);
    }
    return {
      url,
      change: async (file, text) => {
        write(file, text);
        const { ok, status } = await fetch(`${url}/-/reload`, {
          method: 'POST',
          signal: AbortSignal.timeout(patienceMs),
        });
        if (!ok) throw new Error(`A Prometheus apart refused to read ${file} anew: it answered ${status}`);
      },
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function fill(data: string, history: string): void {
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', history, data];
  execFileSync(programAtHand('prometheus', 'promtool'), args, { stdio: 'pipe' });
}
