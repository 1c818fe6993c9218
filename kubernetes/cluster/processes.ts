import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { BackOff, LogFile } from '@sightline/stack';
import type { Part } from './part';

const readyWithinMs = 180_000;
const askMs = 3_000;
const pollMs = 200;
const graceMs = 5_000;
const tellingLines = 12;

export interface Running {
  readonly log: (name: string) => string;
  /** Something a person should know: an end, a new start. */
  report(line: string): void;
}

/** The processes of a cluster: started one after the other, started again when they end by themselves, stopped together. */
export class Processes {
  readonly #running = new Map<string, ChildProcess>();
  #ending = false;

  constructor(private readonly around: Running) {}

  /** Resolves when it is ready. @throws with its last lines, when it ends before, or is not ready in time. */
  async start(part: Part): Promise<void> {
    const log = new LogFile(this.around.log(part.name));
    const failed = (what: string) =>
      new Error([`${part.name} ${what}. Its last lines (${log.path}):`, ...log.lastLines(tellingLines)].join('\n    '));
    const child = this.#spawn(part, log);
    let ended: string | undefined;
    child.once('close', (code, signal) => {
      ended = `ended with ${signal ?? `exit code ${code}`}`;
    });
    child.once('error', (error) => {
      ended = `could not be run: ${error.message}`;
    });
    for (const deadline = Date.now() + readyWithinMs; !(await isReady(part)); await delay(pollMs)) {
      if (ended || this.#ending) throw failed(ended ?? 'was stopped before it was ready');
      if (Date.now() > deadline) throw failed(`is not ready within ${readyWithinMs / 1000} s`);
    }
    if (ended) throw failed(ended);
    void this.#keep(part, log, child);
  }

  /** The last started first; each gets time to end by itself. */
  async stop(): Promise<void> {
    this.#ending = true;
    for (const child of [...this.#running.values()].reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(late);
    }
  }

  #spawn({ name, program, args, env = {} }: Part, log: LogFile): ChildProcess {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => log.write(chunk));
    this.#running.set(name, child);
    return child;
  }

  async #keep(part: Part, log: LogFile, first: ChildProcess): Promise<void> {
    const backOff = new BackOff({ firstMs: 500, mostMs: 10_000, calmMs: 30_000 });
    for (let child = first; ; child = this.#spawn(part, log)) {
      const began = Date.now();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit').catch(() => {});
      if (this.#ending) return;
      const wait = backOff.after(Date.now() - began);
      this.around.report(`${part.name} ended by itself; starting it again in ${wait / 1000} s`);
      await delay(wait);
      if (this.#ending) return;
    }
  }
}

const isReady = ({ ready }: Part): Promise<boolean> => ('url' in ready ? answers(ready.url) : takes(ready.socket));

/** Who listens proves nothing to us here: it is asked at an address where only it can be. */
function answers(url: string): Promise<boolean> {
  const get = url.startsWith('https:') ? getHttps : getHttp;
  return new Promise((resolve) => {
    const options = { agent: false, rejectUnauthorized: false, signal: AbortSignal.timeout(askMs) };
    get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

function takes(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.setTimeout(askMs, () => socket.destroy());
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
