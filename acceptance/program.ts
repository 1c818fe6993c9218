import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export interface ProgramOptions {
  readonly cwd: string;
  /** Beside PATH and HOME, which is all it knows of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that is not ours, on its own. */
export interface Program {
  /** What it wrote, line by line. */
  readonly lines: readonly string[];
  /** Asks it to end, and ends it where it does not within five seconds. */
  stop(): Promise<void>;
}

const environment = (env: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  ...env,
});

/** Starts a program, and returns once it has written a line of this form. @throws when it ends before, with what it wrote. */
export async function startProgram(
  command: readonly [string, ...string[]],
  { cwd, env }: ProgramOptions,
  ready: RegExp,
): Promise<Program> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').catch(() => {});
  const lines: string[] = [];
  const isReady = new Promise<void>((resolve) => {
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output }).on('line', (line) => {
        lines.push(line);
        if (ready.test(line)) resolve();
      });
  });
  const gone = ended.then(() => {
    throw new Error(`${command.join(' ')} ended before it was ready:\n${lines.join('\n')}`);
  });
  await Promise.race([isReady, gone]);
  gone.catch(() => {});
  return {
    lines,
    stop: async () => {
      child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(last);
    },
  };
}

/** Runs a program to its end, and gives what it wrote to standard output. @throws with all it wrote, when it fails. */
export async function run(command: readonly [string, ...string[]], { cwd, env }: ProgramOptions): Promise<string> {
  const [program, ...args] = command;
  const { stdout } = await promisify(execFile)(program, args, {
    cwd,
    env: environment(env),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
