import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { processStat } from './process-stat';
import { processTree, signalTree } from './process-tree';

const sleeper = 'setInterval(() => {}, 1e6)';
/** Starts one that leads a group and a session of its own, as PostgreSQL does for each of its sessions, and says which. */
const leader = `const child = require('node:child_process').spawn(process.execPath, ['-e', '${sleeper}'], { detached: true, stdio: 'ignore' });
console.log(child.pid); ${sleeper}`;

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) process.kill(pid, 'SIGKILL');
});

async function family(): Promise<readonly [number, number]> {
  const parent = spawn(process.execPath, ['-e', leader], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(parent.stdout, 'data');
  const pids = [parent.pid ?? 0, Number(said)] as const;
  started.push(...pids);
  return pids;
}

const stateOf = (pid: number) => processStat(pid)?.state;

it('holds what a process has started, whatever group that leads, the process first', async () => {
  const [parent, child] = await family();
  expect(processTree(parent)).toEqual([parent, child]);
});

it.runIf(process.platform === 'linux')('is stopped, and goes on, as a whole', async () => {
  const both = await family();
  signalTree(both[0], 'SIGSTOP');
  await expect.poll(() => both.map(stateOf)).toEqual(['T', 'T']);
  signalTree(both[0], 'SIGCONT');
  await expect.poll(() => both.map(stateOf)).not.toContain('T');
});

it('is no matter when it is gone', () => {
  expect(() => signalTree(2 ** 22 + 1, 'SIGCONT')).not.toThrow();
});
