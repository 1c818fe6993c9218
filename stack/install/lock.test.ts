import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { takeOver, withLock } from './lock';

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

it('is taken over by one only, of several who have found its holder gone', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'engine.lock');
  const gone = JSON.stringify({ pid: spawnSync('true').pid, born: '1' });
  writeFileSync(file, gone);
  // Both have read what is there, and now act on it, one after the other.
  expect([takeOver(file, gone), takeOver(file, gone)]).toEqual([true, false]);
  expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
  expect(readdirSync(folder)).toEqual(['engine.lock']);
});

it('is taken over though one who was to take it over is gone as well', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'engine.lock');
  const gone = JSON.stringify({ pid: spawnSync('true').pid, born: '1' });
  writeFileSync(file, gone);
  const taker = spawnSync(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']);
  const turn = `${file}.after-${createHash('sha256').update(gone).digest('hex').slice(0, 12)}`;
  writeFileSync(turn, JSON.stringify({ pid: taker.pid, born: '2' }));
  expect(await withLock(file, { pollMs: 5 }, async () => readdirSync(folder))).toEqual(['engine.lock']);
});

it('is open again after a failure', async () => {
  const file = join(temporaryFolder(), 'engine.lock');
  await expect(withLock(file, {}, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await withLock(file, {}, async () => 'in')).toBe('in');
});

it('is not waited for any longer than is wanted', async () => {
  const file = join(temporaryFolder(), 'lock');
  await withLock(file, {}, async () => {
    const giveUp = new AbortController();
    const waiting = withLock(file, { onWait: () => giveUp.abort(), signal: giveUp.signal }, async () => 'done');
    await expect(waiting).rejects.toThrow('aborted');
  });
});
