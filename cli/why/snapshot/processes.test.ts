import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type PlatformState, processStat } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { afterAll, describe, expect, it } from 'vitest';
import { snapshotOfProcesses } from './processes';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A process of its own, once it runs. */
async function started(script: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('here'); ${script}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child.pid ?? 0;
}

const stateOf = (pid: number) => processStat(pid)?.state;

const platform = (name: string, pid: number) =>
  ({
    components: [{ name, process: { pid, born: '' } }],
    supervisor: { pid: 1, born: '' },
  }) as unknown as PlatformState;

describe.runIf(existsSync('/proc/self/stat'))('the processes of this machine', () => {
  it('tell a component that a signal has stopped, and a stranger who takes the processor', async () => {
    const part = await started('setInterval(() => {}, 1000)');
    const stranger = await started('for (;;);');
    process.kill(part, 'SIGSTOP');
    await waitUntil(async () => stateOf(part) === 'T' || undefined, { withinMs: 5000 });
    const seen = await snapshotOfProcesses(platform('payment', part));
    expect(seen?.stopped).toEqual([{ component: 'payment', pid: part }]);
    expect(seen?.strangers.map(({ pid }) => pid)).toContain(stranger);
    const since = seen?.strangers.find(({ pid }) => pid === stranger)?.since.getTime() ?? 0;
    expect(Math.abs(Date.now() - since)).toBeLessThan(60_000);
  });

  it('are no strangers when they belong to a component', async () => {
    const part = await started('for (;;);');
    const seen = await snapshotOfProcesses(platform('order', part));
    expect(seen?.strangers.map(({ pid }) => pid)).not.toContain(part);
  });
});
