import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { LogFile } from './log-file';

it('turns over before it grows past its size, and keeps the one before', () => {
  const path = join(temporaryFolder(), 'order.log');
  const log = new LogFile(path, 10);
  for (const line of ['first\n', 'second\n']) log.write(line);
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['first\n', 'second\n']);
});

it('has the last lines at hand', () => {
  const log = new LogFile(join(temporaryFolder(), 'order.log'));
  log.write('one\ntwo\nthr');
  log.write('ee\n');
  expect(log.lastLines(2)).toEqual(['two', 'three']);
});
