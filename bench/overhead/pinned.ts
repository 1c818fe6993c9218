import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { CannotMeasure } from '../bench';

/** The service has this processor to itself; everything else shares the others. */
export const processors = { service: '0', others: `1-${availableParallelism() - 1}` } as const;

/** @throws {CannotMeasure} where processes cannot be held to a processor. */
export function requirePinning(): void {
  if (availableParallelism() < 2)
    throw new CannotMeasure('two processors are needed: one for the service, one for the rest');
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new CannotMeasure('taskset is needed, to hold the service to one processor: install util-linux (Linux only)');
  }
}

/** Holds a process that runs already, and the threads that it has. */
export const pin = (pid: number, to: string): void => {
  execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', to, String(pid)], { stdio: 'ignore' });
};

export interface NodeProcess {
  readonly file: string;
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly processor: string;
}

/** A process of Node.js, held to a processor from its first instruction, with whom one can exchange messages. */
export function startNode({ file, arguments: own = [], env = {}, cwd, processor }: NodeProcess): ChildProcess {
  return spawn('taskset', ['--cpu-list', processor, process.execPath, ...own, file], {
    env: { PATH: process.env.PATH, ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Says something to a process, if anything, and gives what it answers. @throws when it ends before. */
export async function exchange<Answer>(child: ChildProcess, message: object | string): Promise<Answer> {
  const answered = new AbortController();
  try {
    const options = { signal: answered.signal };
    const answer = once(child, 'message', options) as Promise<[Answer]>;
    const gone = once(child, 'exit', options).then(([code, signal]): never => {
      throw new Error(`it ended with ${signal ?? code}`);
    });
    child.send(message);
    const [value] = await Promise.race([answer, gone]);
    return value;
  } finally {
    answered.abort();
  }
}

/** SIGTERM, and SIGKILL when that is not heard in ten seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}
