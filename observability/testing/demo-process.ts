import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface DemoProcess {
  readonly url: string;
  readonly pid: number;
  /** What it wrote to standard output, line by line, parsed. */
  readonly lines: Record<string, unknown>[];
  /** Resolves to the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
  /** Ends it as a supervisor would, and waits. Resolves to its exit code; null when it did not end by itself. */
  stop(): Promise<number | null>;
}

// The compiled files, also when this one is run from its source.
const dist = join(__dirname, __dirname.endsWith(join('dist', 'testing')) ? '..' : join('..', 'dist'));

/** Starts the demo service as a process of its own, preloaded as the real services are; `ignore` keeps no lines. */
export async function startDemo(
  env: Readonly<Record<string, string>>,
  stdout: 'pipe' | 'ignore' = 'pipe',
): Promise<DemoProcess> {
  const child: ChildProcess = fork(join(dist, 'testing', 'demo-service.js'), {
    execArgv: env.DEMO_BARE ? [] : ['--require', join(dist, 'preload.js')],
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
  });
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)));
  });
  const [url] = (await Promise.race([once(child, 'message'), gone(child)])) as [string];
  return {
    url,
    pid: child.pid ?? 0,
    lines,
    ended: once(child, 'close').then(([code]) => code),
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = await closed;
      return code;
    },
  };
}

async function gone(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`the demo service ended before it listened (code ${code}, signal ${signal})`);
}
