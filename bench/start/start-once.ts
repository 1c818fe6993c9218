import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CannotMeasure } from '../bench';
import { type Moments, noteMoment } from './moments';

const run = promisify(execFile);

/** A clone with a home, caches and ports of its own: a machine on which nothing of the project is. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface Started {
  readonly seconds: Moments;
  /** Of everything that runs, as the platform says itself. */
  readonly megabytes: number;
  /** The most that the cache took while it was being filled, in MB. */
  readonly diskMegabytes: number;
}

/** Types `npm start -- --detach` there. @throws {CannotMeasure} with the last lines, when the platform does not come. */
export async function startOnce({ folder, env, signal }: Place): Promise<Started> {
  const seconds: Moments = {};
  const last: string[] = [];
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--detach'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt, { once: true });
  const watching = new AbortController();
  const disk = mostOf(env.SIGHTLINE_CACHE ?? folder, watching.signal);
  try {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        noteMoment(seconds, line, (performance.now() - began) / 1000);
        last.push(line);
        if (last.length > 20) last.shift();
      });
    const code = await exitOf(child);
    signal.throwIfAborted();
    if (code !== 0) throw new CannotMeasure(`npm start ended with ${code}:\n${last.join('\n')}`);
  } finally {
    signal.removeEventListener('abort', interrupt);
    watching.abort();
  }
  return { seconds, megabytes: await residentMegabytes({ folder, env, signal }), diskMegabytes: await disk };
}

export const stop = ({ folder, env }: Pick<Place, 'folder' | 'env'>) => run('npm', ['stop'], { cwd: folder, env });

/** What is resident of the platform that runs there. */
export async function residentMegabytes({ folder, env, signal }: Place): Promise<number> {
  const program = join(folder, 'cli', 'bin', 'sightline.js');
  const { stdout } = await run(process.execPath, [program, 'status', '--json'], {
    cwd: folder,
    env,
    signal,
    maxBuffer: 1 << 26,
  });
  return Math.round((JSON.parse(stdout) as { memoryBytes: number }).memoryBytes / 1e6);
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });

async function mostOf(folder: string, signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    most = Math.max(most, await megabytesIn(folder));
    await delay(5_000, undefined, { signal }).catch(() => undefined);
  }
  return Math.round(most);
}

/** Of the blocks that it takes on disk; what vanishes meanwhile counts as nothing. */
async function megabytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  let blocks = 0;
  for (const entry of entries)
    if (entry.isFile())
      blocks += await stat(join(entry.parentPath, entry.name)).then(
        ({ blocks, nlink }) => blocks / nlink,
        () => 0,
      );
  return (blocks * 512) / 1e6;
}
