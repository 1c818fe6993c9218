import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/eventually';
import { signalGroup } from './process-group';
import { between, processingOf } from './processing';

const endless = 'for (;;) {}';

function run(script: string, ...before: readonly string[]): ChildProcess & { pid: number } {
  const [program = '', ...args] = [...before, process.execPath, '-e', script];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  onTestFinished(() => signalGroup(child.pid ?? 0, 'SIGKILL'));
  return child as ChildProcess & { pid: number };
}

/** Shares of the time since the first sample. */
function sharesOf(pid: number): () => { ran: number; waited: number } {
  const [began, first] = [performance.now(), processingOf(pid)];
  return () => {
    const [passed, now] = [performance.now() - began, processingOf(pid)];
    if (!first || !now || passed < 300) return { ran: 0, waited: 0 };
    const { ranMs, waitedMs } = between(first, now);
    return { ran: ranMs / passed, waited: waitedMs / passed };
  };
}

describe.runIf(process.platform === 'linux')('what the kernel tells of a process', () => {
  it('that it was stopped by a signal, and that it goes on', async () => {
    const { pid } = run('setInterval(() => {}, 1e6)');
    process.kill(pid, 'SIGSTOP');
    await eventually('it to stand still', () => processingOf(pid)?.state === 'stopped');
    process.kill(pid, 'SIGCONT');
    await eventually('it to go on', () => processingOf(pid)?.state === 'runnable or waiting');
  });

  it('that it does nothing', async () => {
    const { pid } = run('setInterval(() => {}, 1e6)');
    await eventually('it to be idle', async () => {
      const shares = sharesOf(pid);
      await new Promise((resolve) => setTimeout(resolve, 400));
      return shares().ran < 0.1;
    });
  });

  const canPin = spawnSync('taskset', ['--version']).status === 0;
  it.runIf(canPin)('that it waits for a processor which it shares', async () => {
    const [shares] = [1, 2, 3, 4].map(() => sharesOf(run(endless, 'taskset', '-c', '0').pid));
    await eventually('it to wait', () => (shares?.().waited ?? 0) > 0.5);
  });

  it('what its children do is its own', async () => {
    const parent = run(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}]); setInterval(() => {}, 1e6)`,
    );
    const shares = sharesOf(parent.pid);
    await eventually('the child to be at work', () => shares().ran + shares().waited > 0.5);
  });

  it('nothing of one that is gone', () => {
    expect(processingOf(2 ** 22 + 1)).toBeUndefined();
  });
});
