import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey, type KeysFile, makeKey, readKeysFile } from '@sightline/access';
import { expect, it } from 'vitest';
import { ownCallers } from '../api-keys';
import { inRepository } from '../repository';
import { temporaryFolder } from '../testing/temporary-folder';

const later = ['bank:charge', 'telemetry:read'];

/** As the keys were before payment had one. */
const before = ({ anonymous, keys }: KeysFile): KeysFile => ({
  anonymous,
  keys: [
    ...keys
      .filter(({ name }) => name !== 'payment')
      .map((key) => ({ ...key, rights: key.rights.filter((right) => !later.includes(right)) })),
    { name: 'somebody', rights: ['orders:read'], sha256: hashOfKey(makeKey()) },
    // One that is about to take the place of the other.
    { name: 'operator', rights: ['orders:read'], sha256: hashOfKey(makeKey()) },
  ],
});

it.each([0, 2])('adds what came later to keys that are there, and leaves the rest (indented by %i)', (indent) => {
  const folder = temporaryFolder();
  const script = join(folder, 'stack', 'compose', 'secrets.sh');
  cpSync(inRepository('stack', 'compose', 'secrets.sh'), script);
  const run = () => execFileSync('sh', [script], { encoding: 'utf8' });
  const fileOf = (name: string) => join(folder, '.secrets', name, 'api-keys.json');
  const rightsIn = ({ keys }: KeysFile) =>
    Object.fromEntries(keys.map(({ name, rights }) => [name, rights.toSorted()] as const));

  expect(run()).toBe('');
  const made = { keys: readKeysFile(fileOf('keys')), 'keys-closed': readKeysFile(fileOf('keys-closed')) };
  for (const [name, file] of Object.entries(made))
    writeFileSync(fileOf(name), JSON.stringify(before(file), undefined, indent));

  expect(run()).toMatch(/^added to \.secrets\/keys\/api-keys\.json .*\nadded to \.secrets\/keys-closed\/.*\n$/);
  for (const [name, { anonymous, keys }] of Object.entries(made)) {
    const now = readKeysFile(fileOf(name));
    expect(rightsIn({ ...now, keys: now.keys.toReversed() })).toEqual({ ...sortedRights, somebody: ['orders:read'] });
    expect(now.keys.filter(({ rights }) => rights.includes('telemetry:read')).map(({ name }) => name)).toEqual([
      'operator',
      'operator',
    ]);
    expect(now.anonymous).toEqual(anonymous);
    expect(now.keys).toEqual(
      expect.arrayContaining(keys.map(({ name, sha256 }) => expect.objectContaining({ name, sha256 }))),
    );
    expect(readdirSync(join(fileOf(name), '..'))).toEqual(['api-keys.json']);
  }

  const texts = () => Object.keys(made).map((name) => readFileSync(fileOf(name), 'utf8'));
  const renewed = texts();
  expect(run()).toBe('');
  expect(texts()).toEqual(renewed);
});

const sortedRights = Object.fromEntries(Object.entries(ownCallers).map(([name, rights]) => [name, rights.toSorted()]));
