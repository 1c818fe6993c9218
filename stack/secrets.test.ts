import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepSecrets } from './secrets';
import { temporaryFolder } from './testing/temporary-folder';

it('makes secrets once, each another, and keeps them for later starts', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  const made = keepSecrets(file);
  expect(new Set(Object.values(made)).size).toBe(Object.values(made).length);
  expect(keepSecrets(file)).toEqual(made);
});

it('lets nobody else read them', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  keepSecrets(file);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('leaves the file alone when it has them all: another may be reading it', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  keepSecrets(file);
  const written = statSync(file).ctimeMs;
  keepSecrets(file);
  expect(statSync(file).ctimeMs).toBe(written);
});
