import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../repository';
import { temporaryFolder } from '../testing/temporary-folder';

const supervisor = async () => {
  const child = fork(inRepository('stack', 'dist', 'supervise', 'main.js'), {
    env: { ...process.env, SIGHTLINE_HOME: temporaryFolder() },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(child, 'message');
  return child;
};

describe('a supervisor that was not told yet what to run', () => {
  it('ends with the command that started it', async () => {
    const child = await supervisor();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when it is told to', async () => {
    const child = await supervisor();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
