import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Component, Site } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';

const patience = { withinMs: 90_000, everyMs: 50 };

/** One process of the rig, as the platform starts it, without anybody who would start it again. */
export class Part {
  #process: ChildProcess | undefined;
  #end = () => {};

  constructor(
    private readonly component: Component,
    private readonly site: Site,
    /** What differs from how the platform starts it. */
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  get isThere(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves when it can do its work. @throws when it ends before, or is not ready in time. */
  async start(): Promise<void> {
    const { component, site } = this;
    await component.prepare?.(site);
    const { program, args, env = {}, cwd } = component.command(site);
    const path = site.home.log(component.name);
    mkdirSync(dirname(path), { recursive: true });
    const log = openSync(path, 'a');
    const { PATH, HOME, JAVA_HOME } = process.env;
    const child = spawn(program, args, {
      stdio: ['ignore', log, log],
      env: { PATH, HOME, JAVA_HOME, ...env, ...this.env },
      cwd: cwd ?? site.home.path,
    });
    closeSync(log);
    this.#process = child;
    this.#end = () => child.kill('SIGKILL');
    process.once('exit', this.#end);
    child.once('exit', () => process.off('exit', this.#end));
    const probe = component.ready(site);
    if (probe.kind !== 'http') throw new Error(`${component.name} is not asked over HTTP`);
    const ready = async () => {
      if (!this.isThere) throw new Error(`${component.title} ended while it started: see ${path}`);
      const answer = await fetch(probe.url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      await answer?.arrayBuffer();
      return answer?.ok || undefined;
    };
    const { value } = await waitUntil(ready, patience);
    if (!value) throw new Error(`${component.title} was not ready within ${patience.withinMs / 1000} s: see ${path}`);
  }

  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  kill(): Promise<void> {
    return this.#endBy('SIGKILL');
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#endBy('SIGTERM');
  }

  async #endBy(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || !this.isThere) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await gone;
    clearTimeout(late);
  }
}
