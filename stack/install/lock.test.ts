import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { withLock } from './lock';

it('lets one in at a time', async () => {
  const file = join(temporaryFolder(), 'engine.lock');
  let inside = 0;
  let most = 0;
  const visit = () =>
    withLock(file, { pollMs: 5 }, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 8 }, visit));
  expect(most).toBe(1);
});

it('takes over from a process that is gone', async () => {
  const file = join(temporaryFolder(), 'engine.lock');
  const { pid } = spawnSync('true');
  writeFileSync(file, JSON.stringify({ pid, born: '1' }));
  expect(await withLock(file, { pollMs: 5 }, async () => 'in')).toBe('in');
});

it('is open again after a failure', async () => {
  const file = join(temporaryFolder(), 'engine.lock');
  await expect(withLock(file, {}, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await withLock(file, {}, async () => 'in')).toBe('in');
});
