import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { ApiKeys, hashOfKey, readKeysFile } from '@sightline/access';
import { describe, expect, it } from 'vitest';
import { keepApiKeys, ownCallers } from './api-keys';
import { HomeKeys, KeyNotChanged } from './change-api-keys';
import { type Home, homeAt } from './home';
import { keepSecrets } from './secrets';
import { temporaryFolder } from './testing/temporary-folder';

const operatorKey = 'the key of the operator';
const keep = (home = homeAt(temporaryFolder()), letLook = true) => {
  keepApiKeys(home, { operatorKey, letLook });
  return home;
};
const keyOf = (file: string) => readFileSync(file, 'utf8').trim();

describe('the API keys of a platform', () => {
  it('let each of its callers do what it needs, and no more', () => {
    const home = keep();
    const keys = new ApiKeys(readKeysFile(home.apiKeysFile));
    const given = { operator: operatorKey, shopper: keyOf(home.key('shopper')), services: keyOf(home.key('services')) };
    for (const [name, key] of Object.entries(given))
      expect(keys.callerOf(key)).toEqual({ name, rights: new Set(ownCallers[name as keyof typeof given]) });
    expect([...keys.anonymous.rights].filter((right) => !right.endsWith(':read'))).toEqual([]);
  });

  it('let nobody without a key do anything where that is said', () => {
    expect(readKeysFile(keep(homeAt(temporaryFolder()), false).apiKeysFile).anonymous).toEqual([]);
  });

  it('are for their owner alone, and no file but theirs holds one', () => {
    const home = keep();
    for (const file of [home.apiKeysFile, home.key('shopper'), home.key('services')])
      expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(home.apiKeysFile, 'utf8')).not.toContain(keyOf(home.key('shopper')));
  });

  it('stay for later starts, and so do those that somebody added', () => {
    const home = keep();
    const { anonymous, keys } = readKeysFile(home.apiKeysFile);
    const guest = { name: 'guest', rights: ['orders:read' as const], sha256: hashOfKey('guest') };
    writeFileSync(home.apiKeysFile, JSON.stringify({ anonymous, keys: [...keys, guest] }));
    const shopper = keyOf(home.key('shopper'));
    keep(home);
    expect(keyOf(home.key('shopper'))).toBe(shopper);
    expect(readKeysFile(home.apiKeysFile).keys).toEqual([...keys, guest]);
  });
});

describe('a key that is changed', () => {
  const change = () => {
    const home = keep();
    return { home, keys: new HomeKeys({ SIGHTLINE_HOME: home.path }) };
  };
  const callerOf = (home: Home, key = '') => new ApiKeys(readKeysFile(home.apiKeysFile)).callerOf(key)?.name;

  it('is added with the rights it is given, and shown once', () => {
    const { home, keys } = change();
    const key = keys.add('ci', ['orders:read']);
    expect(callerOf(home, key)).toBe('ci');
    expect(readFileSync(home.apiKeysFile, 'utf8')).not.toContain(key);
    expect(statSync(home.apiKeysFile).mode & 0o077).toBe(0);
  });

  it.each(Object.keys(ownCallers))('of %s is replaced where its owner looks for it', (name) => {
    const { home, keys } = change();
    expect(keys.rotate(name)).toBeUndefined();
    const kept = name === 'operator' ? keepSecrets(home.secretsFile).apiKey : keyOf(home.key(name));
    expect(callerOf(home, kept)).toBe(name);
    expect(callerOf(home, operatorKey)).toBe(name === 'operator' ? undefined : 'operator');
    expect(() => keys.remove(name)).toThrow('needs the key');
  });

  it('of somebody else is replaced, and removed', () => {
    const { home, keys } = change();
    const old = keys.add('ci', ['orders:read']);
    const next = keys.rotate('ci');
    expect([callerOf(home, old), callerOf(home, next)]).toEqual([undefined, 'ci']);
    keys.remove('ci');
    expect(callerOf(home, next)).toBeUndefined();
  });

  it.each([
    ['a name that is taken', (keys: HomeKeys) => keys.add('operator', [])],
    ['a name that is none', (keys: HomeKeys) => keys.add('No name', [])],
    ['a name nobody has', (keys: HomeKeys) => keys.rotate('nobody')],
  ])('is refused for %s, and says what is accepted', (_, attempt) => {
    expect(() => attempt(change().keys)).toThrow(KeyNotChanged);
  });
});
