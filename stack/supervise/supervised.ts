import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Component, ComponentName, Site } from '../component';
import { type Failure, PlatformError } from '../platform-error';
import { BackOff } from './back-off';
import { childEnvironment } from './child-environment';
import type { Intervention } from './interventions';
import { LogFile } from './log-file';
import { patienceWith } from './patience';
import { PatienceClock } from './patience-clock';
import { ask, type Probe } from './probe';
import { signalGroup } from './process-group';
import { identityOf } from './process-identity';
import { signalTree } from './process-tree';
import type { Reaper } from './reaper';
import { Responsiveness } from './responsiveness';
import type { ComponentState, ComponentStatus } from './state';
import type { WatchTiming } from './watch';
import { yieldProcessor } from './yield-processor';

export interface Timing {
  readonly readyWithinMs: number;
  readonly pollMs: number;
  readonly graceMs: number;
  readonly watch: WatchTiming;
  /** How long it may leave everything unanswered before it is ended. */
  patienceMs(name: ComponentName): number;
  readonly backOff: { readonly firstMs: number; readonly mostMs: number; readonly calmMs: number };
}

export const usualTiming: Timing = {
  readyWithinMs: 90_000,
  pollMs: 100,
  graceMs: 10_000,
  watch: { everyMs: 3000, withinMs: 3000, lateMs: 1000 },
  patienceMs: (name) => patienceWith(name).seconds * 1000,
  backOff: { firstMs: 500, mostMs: 30_000, calmMs: 30_000 },
};

/** How long a component may take to answer while it starts. */
const answerMs = 2000;
/** How often one that is late, but lives, is asked whether it is ready. */
const latePollMs = 1000;
/** How often a component may fail before it was ever ready. */
const attemptsToStart = 3;
const tellingLines = 12;

export interface Surroundings {
  readonly site: Site;
  readonly reaper: Reaper;
  readonly timing: Timing;
  /** Called whenever something about the component changed. */
  changed(): void;
  /** Something a person should know: a crash, a restart. */
  report(line: string): void;
}

/** What becomes of a start. */
interface Until {
  onReady(): void;
  /** It lives, but is not ready in time. */
  onLate(): void;
}

/** One component, kept running: started, waited for, restarted when it ends by itself, stopped. */
export class Supervised {
  readonly log: LogFile;
  #status: ComponentStatus = 'waiting';
  #process: ChildProcess | undefined;
  #born: string | undefined;
  #restarts = 0;
  #startSeconds: number | undefined;
  #lastExit: string | undefined;
  #life: Promise<void> | undefined;
  #intervention: Intervention | undefined;
  #failure: Failure | undefined;
  readonly #responsiveness = new Responsiveness();
  /** Ends the time it is held down. */
  #letGo = () => {};
  /** Its process was ended by us: that is no crash. */
  #endedByUs = false;
  readonly #stopping = new AbortController();

  constructor(
    readonly component: Component,
    private readonly around: Surroundings,
  ) {
    this.log = new LogFile(around.site.home.log(component.name));
  }

  get state(): ComponentState {
    const { name, title, version, partOf } = this.component;
    const address = this.component.address?.(this.around.site.addresses);
    const pid = this.#process?.pid;
    const { silent, wasSilent } = this.#responsiveness;
    return {
      name,
      title,
      version,
      ...(partOf === undefined ? {} : { partOf }),
      status: this.#isUnresponsive ? 'unresponsive' : this.#status,
      restarts: this.#restarts,
      log: this.log.path,
      ...(this.#intervention === undefined ? {} : { intervention: this.#intervention }),
      ...(address === undefined ? {} : { address }),
      ...(pid === undefined || this.#born === undefined ? {} : { process: { pid, born: this.#born } }),
      ...(this.#startSeconds === undefined ? {} : { startSeconds: this.#startSeconds }),
      ...(silent === undefined ? {} : { silent }),
      ...(wasSilent === undefined ? {} : { wasSilent }),
      ...(this.#lastExit === undefined ? {} : { lastExit: this.#lastExit }),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  /** Resolves when it is ready for the first time. @throws {PlatformError} COMPONENT_FAILED after three failed attempts. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#life = this.#live(resolve, reject);
    });
  }

  /** Resolves when its process, and all that it started, is gone. */
  async stop(): Promise<void> {
    await this.#beforeEnd();
    this.#stopping.abort();
    this.#letGo();
    this.#endProcess();
    await this.#life;
    this.#become('stopped');
  }

  /** Has it held down, frozen, or started as another release; without an intervention it runs as usual. */
  intervene(next: Intervention | undefined): void {
    const before = this.#intervention;
    if (isDeepStrictEqual(before, next)) return;
    this.#intervention = next;
    if (before?.operation === 'restart' && next === undefined) {
      this.around.changed();
    } else if (before?.operation === 'stop') {
      this.#letGo();
    } else if (next?.operation === 'pause') {
      this.#signal('SIGSTOP');
      this.#become('paused');
    } else if (before?.operation === 'pause' && next === undefined) {
      this.#signal('SIGCONT');
      this.#become('ready');
    } else {
      void this.#beforeEnd().then(() => {
        this.#endedByUs = this.#endProcess();
      });
    }
  }

  get #isUnresponsive(): boolean {
    return this.#responsiveness.silent !== undefined && (this.#status === 'ready' || this.#status === 'starting');
  }

  async #beforeEnd(): Promise<void> {
    const { component, around } = this;
    // One that answers nothing would not hear of it.
    if (this.#status !== 'ready' || this.#isUnresponsive) return;
    this.#become('stopping');
    await bounded(component.onStop?.(around.site), around.timing.graceMs);
  }

  /** Gives whether there was one. */
  #endProcess(): boolean {
    const { component, around } = this;
    const child = this.#process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return false;
    this.#become('stopping');
    // One that is frozen hears no signal.
    this.#signal('SIGCONT');
    child.kill(component.stopSignal ?? 'SIGTERM');
    const graceMs = component.stopWithinSeconds ? component.stopWithinSeconds * 1000 : around.timing.graceMs;
    const patience = setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), graceMs);
    child.once('exit', () => clearTimeout(patience));
    return true;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#process?.pid) signalTree(this.#process.pid, signal);
  }

  /** Resolves when it may run. */
  async #whileHeld(): Promise<void> {
    if (this.#intervention?.operation !== 'stop' || this.#stopping.signal.aborted) return;
    const letGo = new Promise<void>((resolve) => {
      this.#letGo = resolve;
    });
    this.#become('held');
    await letGo;
    await this.#whileHeld();
  }

  async #live(ready: () => void, fail: (error: Error) => void): Promise<void> {
    const { timing, report } = this.around;
    const backOff = new BackOff(timing.backOff);
    let everReady = false;
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt++) {
      await this.#whileHeld();
      if (this.#stopping.signal.aborted) break;
      const began = Date.now();
      this.#lastExit = await this.#lifetime({
        onReady: () => {
          this.#startSeconds ??= (Date.now() - began) / 1000;
          everReady = true;
          ready();
        },
        onLate: () => {
          const late = this.#failureOf(`lives, but is not ready within ${timing.readyWithinMs / 1000} s`);
          report(late.failure.problem);
          fail(late);
        },
      });
      if (this.#stopping.signal.aborted) break;
      if (this.#endedByUs) {
        this.#endedByUs = false;
        attempt = 0;
        continue;
      }
      if (!everReady && attempt >= attemptsToStart) {
        const failure = this.#failureOf(`does not start: ${this.#lastExit}`);
        this.#failure = failure.failure;
        this.#become('failed');
        return fail(failure);
      }
      const wait = backOff.after(Date.now() - began);
      this.#restarts += 1;
      this.#become('restarting');
      report(this.#withLastLines(`${this.#lastExit}; starting it again in ${wait / 1000} s`));
      await delay(wait, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
    fail(
      new PlatformError('INTERRUPTED', {
        problem: `${this.component.title} was stopped before it was ready`,
        remedy: 'start again',
      }),
    );
  }

  #failureOf(what: string): PlatformError {
    return new PlatformError('COMPONENT_FAILED', {
      problem: this.#withLastLines(what),
      remedy: `read ${this.log.path}`,
    });
  }

  #withLastLines(what: string): string {
    const told = this.log.lastLines(tellingLines).map((line) => `    ${line}`);
    return [`${this.component.title} ${what}. Its last lines:`, ...told].join('\n');
  }

  /** From start to end of one process; says how it ended. */
  async #lifetime(until: Until): Promise<string> {
    const { component, around } = this;
    try {
      this.#become('starting');
      await component.prepare?.(around.site);
      if (this.#stopping.signal.aborted) return 'was stopped';
      const child = this.#spawn();
      const gone = new AbortController();
      child.once('exit', () => {
        gone.abort();
        this.#clear(child.pid);
      });
      const { pid } = child;
      if (pid) {
        this.#tend(gone.signal, until).catch((error: Error) => {
          this.log.write(`sightline: ${error.message}\n`);
          signalGroup(pid, 'SIGKILL');
        });
      }
      // `close` comes after `exit`, when the last words have been read.
      const [code, signal] = await once(child, 'close');
      const exit = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      return exit + this.#responsiveness.ended();
    } catch (error) {
      this.log.write(`sightline: ${(error as Error).stack}\n`);
      return `could not be run: ${(error as Error).message}`;
    }
  }

  get #site(): Site {
    const { site } = this.around;
    return this.#intervention?.operation === 'release' ? { ...site, release: this.#intervention.version } : site;
  }

  #spawn(): ChildProcess {
    const { program, args, env = {}, cwd, user } = this.component.command(this.#site);
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...childEnvironment(), ...env },
      cwd: cwd ?? this.around.site.home.path,
      ...user,
    });
    this.#process = child;
    if (child.pid) {
      this.around.reaper.watch(child.pid);
      if (this.component.yields) void yieldProcessor(child.pid);
      this.#born = identityOf(child.pid)?.born;
    }
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => this.log.write(chunk));
    this.around.changed();
    return child;
  }

  /** Waits until it is ready, and looks after it while it lives. */
  async #tend(gone: AbortSignal, { onReady, onLate }: Until): Promise<void> {
    const { component, around } = this;
    const { readyWithinMs, pollMs } = around.timing;
    const check = component.ready(around.site);
    const clock = new PatienceClock(this.#process?.pid ?? 0);
    let late = false;
    while ((await ask(check, answerMs)) !== 'ready') {
      if (gone.aborted) return;
      if (!late && clock.countedMs > readyWithinMs) {
        // One that lives waits for others, who would not be back sooner if it were started again.
        if ((await ask(this.#probe, answerMs)) === 'none')
          throw new Error(`not ready within ${readyWithinMs / 1000} s`);
        late = true;
        this.#watch(gone);
        onLate();
      }
      await delay(late ? latePollMs : pollMs);
    }
    // What answered may have been someone else on the same port: the process must still be there.
    if (gone.aborted) return;
    await component.onReady?.(around.site);
    if (gone.aborted || this.#stopping.signal.aborted) return;
    this.#become('ready');
    if (this.#restarts > 0) around.report(`${component.title} is ready again`);
    onReady();
    if (!late) this.#watch(gone);
    const { every } = component;
    if (!every) return;
    const timer = setInterval(() => {
      if (this.#isUnresponsive) return;
      every.run(around.site).catch((error: Error) => this.log.write(`sightline: ${error.message}\n`));
    }, every.seconds * 1000);
    gone.addEventListener('abort', () => clearInterval(timer));
  }

  get #probe(): Probe {
    const { component, around } = this;
    return component.alive?.(around.site) ?? component.ready(around.site);
  }

  /** Sees whether it answers, as long as its process is there, and has it started again when it does not. */
  #watch(gone: AbortSignal): void {
    const { pid } = this.#process ?? {};
    if (!pid) return;
    const { component, around } = this;
    this.#responsiveness.watch({
      probe: this.#probe,
      pid,
      timing: around.timing.watch,
      patienceMs: around.timing.patienceMs(component.name),
      gone,
      isHeld: () => this.#status === 'paused' || this.#status === 'stopping',
      tell: (what) => {
        this.log.write(`sightline: it ${what}\n`);
        around.report(`${component.title} ${what}`);
      },
      changed: around.changed,
      end: () => this.#endProcess(),
    });
  }

  /** Nothing that it started outlives it. */
  #clear(pid: number | undefined): void {
    if (pid) {
      signalGroup(pid, 'SIGKILL');
      this.around.reaper.forget(pid);
    }
    this.#process = undefined;
    this.#born = undefined;
  }

  #become(status: ComponentStatus): void {
    this.#status = status;
    this.around.changed();
  }
}

async function bounded(work: Promise<void> | undefined, ms: number): Promise<void> {
  await Promise.race([work?.catch(() => {}), delay(ms, undefined, { ref: false })]);
}
