import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, inRepository } from '@sightline/stack';

/** A program that serves on loopback, with a folder of its own. */
export interface Server {
  readonly url: string;
  /** Ends it, and removes its folder. */
  stop(): Promise<void>;
}

/** A Loki with the platform's configuration, and no lines. */
export async function startLoki(program: string): Promise<Server> {
  const [port, grpcPort] = [await freePort(), await freePort()];
  return start(port, '/ready', (folder) =>
    spawn(program, [`-config.file=${inRepository('stack', 'config', 'loki', 'loki.yml')}`, '-config.expand-env=true'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        LOKI_HOST: '127.0.0.1',
        LOKI_HTTP_PORT: String(port),
        LOKI_GRPC_PORT: String(grpcPort),
        LOKI_DATA_DIR: folder,
      },
    }),
  );
}

/** A VictoriaLogs with no lines. */
export async function startVictoriaLogs(program: string): Promise<Server> {
  const port = await freePort();
  return start(port, '/health', (folder) =>
    spawn(
      program,
      [`-httpListenAddr=127.0.0.1:${port}`, `-storageDataPath=${folder}`, '-retentionPeriod=7d', '-defaultMsgValue='],
      { stdio: 'ignore' },
    ),
  );
}

/** Loki's reading API over the VictoriaLogs at an address. */
export async function startLokiApi(victoriaLogsUrl: string): Promise<Server> {
  const port = await freePort();
  return start(port, '/ready', () =>
    spawn(process.execPath, [inRepository('loki-api', 'dist', 'main.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), VICTORIALOGS_URL: victoriaLogsUrl },
    }),
  );
}

async function start(port: number, readyPath: string, run: (folder: string) => ChildProcess): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-conformance-'));
  const child = run(folder);
  // What ends before it has stopped its servers leaves none behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    end();
    await ended;
    process.off('exit', end);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(`${url}${readyPath}`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode} before it was ready`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} was not ready within a minute`);
}
