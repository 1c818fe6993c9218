import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port';
import { readPlatform } from './read-platform';
import { inRepository } from './repository';
import { launchPlatform } from './start-platform';
import { stopPlatform } from './stop-platform';
import { identityOf } from './supervise/process-identity';
import { eventually } from './testing/eventually';
import { temporaryFolder } from './testing/temporary-folder';

/** A command in the foreground that runs a platform of one component, the bank: no engine is needed for it. */
const command = `
const { startPlatform } = require(${JSON.stringify(inRepository('stack', 'dist', 'index.js'))});
startPlatform({ only: ['bank'] }).then(async (platform) => {
  for (const signal of ['SIGINT', 'SIGHUP']) process.once(signal, () => platform.stop());
  if (process.argv.includes('detach')) await platform.detach();
  console.log('ready');
  await platform.ended;
}).catch((error) => { console.log(error.message); process.exitCode = 1; });
`;

let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  env = { ...process.env, SIGHTLINE_HOME: temporaryFolder(), SIGHTLINE_PORT_BANK: String(await freePort()) };
  onTestFinished(async () => void (await stopPlatform(env)));
});

describe('a platform in the foreground', () => {
  it.each(['SIGINT', 'SIGHUP'] as const)('is stopped by %s, and the command waits for that', async (signal) => {
    const { child, pids } = await startedPlatform();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(pids.filter(identityOf)).toEqual([]);
  });

  it('is stopped when the command is killed', async () => {
    const { child, pids } = await startedPlatform();
    child.kill('SIGKILL');
    await eventually('the end of everything', () => pids.filter(identityOf).length === 0);
  });

  it('leaves nothing behind when its supervisor is killed, and says nothing runs', async () => {
    const { pids } = await startedPlatform();
    process.kill(readPlatform(env)?.supervisor.pid ?? 0, 'SIGKILL');
    await eventually('the end of everything', () => pids.filter(identityOf).length === 0);
    expect(readPlatform(env)).toBeUndefined();
  });

  it('can be stopped from elsewhere', async () => {
    const { child, pids } = await startedPlatform();
    const exited = once(child, 'exit');
    expect(await stopPlatform(env)).toBe(true);
    expect(pids.filter(identityOf)).toEqual([]);
    expect(await exited).toEqual([0, null]);
  });

  it('is the only one in its home: a second start says so', async () => {
    await startedPlatform();
    const second = spawnCommand();
    expect(await firstWords(second)).toContain('a platform runs already');
  });
});

it('erases nothing of a home in which it cannot start as it was told to', async () => {
  const kept = join(env.SIGHTLINE_HOME ?? '', 'data', 'kept');
  mkdirSync(kept, { recursive: true });
  const start = launchPlatform({ fresh: true, traceStore: 'tempo', env: { ...env, SIGHTLINE_SECURE: 'on' } });
  await expect(start).rejects.toMatchObject({ code: 'NOT_CLOSABLE' });
  expect(existsSync(kept)).toBe(true);
});

describe('a detached platform', () => {
  it('outlives the command, until it is stopped', async () => {
    const { child, pids } = await startedPlatform('detach');
    if (child.exitCode === null) await once(child, 'exit');
    expect(pids.filter(identityOf)).toEqual(pids);
    expect(readPlatform(env)?.phase).toBe('ready');
    expect(await stopPlatform(env)).toBe(true);
    expect(pids.filter(identityOf)).toEqual([]);
    expect(await stopPlatform(env)).toBe(false);
  });
});

function spawnCommand(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['-e', command, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstWords(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  const [words] = await once(child.stdout, 'data');
  return String(words);
}

async function startedPlatform(...args: string[]): Promise<{ child: ChildProcess; pids: number[] }> {
  const child = spawnCommand(...args);
  expect(await firstWords(child)).toBe('ready\n');
  const state = readPlatform(env);
  const pids = [state?.supervisor.pid, ...(state?.components.map((component) => component.process?.pid) ?? [])];
  return { child, pids: pids.filter((pid) => pid !== undefined) };
}
