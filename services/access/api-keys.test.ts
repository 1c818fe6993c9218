import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ApiKeys } from './api-keys';
import { hashOfKey, makeKey } from './key';
import { KeyFile } from './key-file';
import { InvalidKeysFile, readKeysFile } from './keys-file';
import { type Right, rights } from './rights';

const folder = mkdtempSync(join(tmpdir(), 'sightline-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (name: string, key: string, may: readonly Right[] = [], expires?: string) => ({
  name,
  rights: [...may],
  sha256: hashOfKey(key),
  ...(expires && { expires }),
});

const write = (file: string, content: unknown) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(`${file}.draft`, text);
  renameSync(`${file}.draft`, file);
};

describe('API keys', () => {
  it('tell who brings which key, and what each may do', () => {
    const made = rights.map((right) => ({ key: makeKey(), right, name: right.replace(':', '-') }));
    const keys = new ApiKeys({ anonymous: [], keys: made.map(({ name, key, right }) => entry(name, key, [right])) });
    for (const { key, right, name } of made)
      expect(keys.callerOf(key)).toEqual({ name, rights: new Set<Right>([right]) });
  });

  it('know nothing that is not a whole key', () => {
    const key = makeKey();
    const keys = new ApiKeys({ anonymous: [], keys: [entry('operator', key, rights)] });
    const others = [
      '',
      ' ',
      key.slice(1),
      key.slice(0, -1),
      `${key} `,
      key.toUpperCase(),
      hashOfKey(key),
      'x'.repeat(1e6),
    ];
    expect(others.map((other) => keys.callerOf(other))).toEqual(others.map(() => undefined));
  });

  it('end when they expire', () => {
    const keys = new ApiKeys({ anonymous: [], keys: [entry('guest', 'key', [], '2030-01-01T00:00:00Z')] });
    expect(keys.callerOf('key', Date.parse('2029-12-31T23:59:59Z'))?.name).toBe('guest');
    expect(keys.callerOf('key', Date.parse('2030-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('are replaced while the process runs: the old one is out as the new one is in', async () => {
    const file = join(folder, 'rotated.json');
    const [old, next] = [makeKey(), makeKey()];
    write(file, { keys: [entry('operator', old)] });
    const keys = new ApiKeys(readKeysFile(file));
    const told = vi.fn();
    const stop = keys.follow(file, told);
    write(file, { keys: [entry('operator', next)] });
    await expect.poll(() => [keys.callerOf(old), keys.callerOf(next)?.name]).toEqual([undefined, 'operator']);
    expect(told).toHaveBeenLastCalledWith({ names: ['operator'] });

    write(file, '{"keys": [');
    await expect.poll(() => told.mock.lastCall?.[0]).toBeInstanceOf(InvalidKeysFile);
    expect(keys.callerOf(next)?.name).toBe('operator');
    stop();
  });
});

describe('a file of API keys', () => {
  const key = 'a key nobody may see';
  const good = entry('operator', key);

  it.each([
    ['no JSON', key],
    ['a list', [good]],
    ['a key in place of its hash', { keys: [{ ...good, sha256: key }] }],
    ['a right that there is not', { keys: [{ ...good, rights: ['orders:delete'] }] }],
    ['a name that would not fit into a log', { keys: [{ ...good, name: 'Operator\n' }] }],
    ['the name of who brings none', { keys: [{ ...good, name: 'anonymous' }] }],
    ['the same key twice', { keys: [good, { ...good, name: 'other' }] }],
    ['a field nobody knows', { keys: [{ ...good, key }] }],
    ['a time that is none', { keys: [{ ...good, expires: 'tomorrow' }] }],
    ['more keys than anybody has', { keys: Array.from({ length: 201 }, (_, at) => entry('k', String(at))) }],
    ['more bytes than that takes', ' '.repeat(300_000)],
  ])('is refused with %s, and nothing of it repeated', (title, content) => {
    const file = join(folder, `${title.replaceAll(' ', '-')}.json`);
    write(file, content);
    const reading = () => readKeysFile(file);
    expect(reading).toThrow(InvalidKeysFile);
    expect(reading).not.toThrow(key);
  });

  it('is refused where there is none', () => {
    expect(() => readKeysFile(join(folder, 'nowhere.json'))).toThrow(InvalidKeysFile);
  });
});

it('a key of our own is read again when its file changes', async () => {
  const file = join(folder, 'own.key');
  write(file, 'first\n');
  const own = new KeyFile(file);
  expect(own.current).toBe('first');
  write(file, 'second\n');
  await expect.poll(() => own.current).toBe('second');
  rmSync(file);
  await new Promise((resolve) => setImmediate(resolve));
  expect(own.current).toBe('second');
});
