import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { yielding, yieldProcessor } from './yield-processor';

const children = [1, 2, 3].map(() =>
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' }),
);
const pids = children.map(({ pid = 0 }) => pid);

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const hasPolicies = process.platform === 'linux' && spawnSync('chrt', ['--version']).status === 0;
/** The 41st field of `man 5 proc_pid_stat`, the 39th after the command. */
const policyOf = (pid: number) =>
  ({ 3: 'batch', 5: 'idle' })[Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[38])];

describe('what yields', () => {
  it('has a lower priority than the rest, all of it, however many are told to at a time', async () => {
    const own = getPriority();
    await Promise.all(pids.map((pid) => yieldProcessor(pid)));
    const { nice, policy } = yielding;
    for (const pid of pids) {
      expect(getPriority(pid)).toBe(Math.max(nice, own));
      if (hasPolicies) expect(policyOf(pid)).toBe(policy);
      const session = `/proc/${pid}/autogroup`;
      if (existsSync(session)) expect(readFileSync(session, 'utf8')).toMatch(new RegExp(`nice ${nice}$`, 'm'));
    }
    expect(getPriority()).toBe(own);
  });

  it('may be gone already', async () => {
    await expect(yieldProcessor(2 ** 22 + 1)).resolves.toBeUndefined();
  });
});
