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
    return { home, keys: new HomeKeys({ SIGHTLINE_HOME: home.path }, 10) };
  };
  const callerOf = (home: Home, key = '') => new ApiKeys(readKeysFile(home.apiKeysFile)).callerOf(key)?.name;

  it('is added with the rights it is given, and shown once', async () => {
    const { home, keys } = change();
    const key = await keys.add('ci', ['orders:read']);
    expect(callerOf(home, key)).toBe('ci');
    expect(readFileSync(home.apiKeysFile, 'utf8')).not.toContain(key);
    expect(statSync(home.apiKeysFile).mode & 0o077).toBe(0);
  });

  it.each(Object.keys(ownCallers))(
    'of %s is replaced where its owner looks for it, and meanwhile both let it in',
    async (name) => {
      const { home, keys } = change();
      const kept = () => (name === 'operator' ? operatorOf(home) : keyOf(home.key(name)));
      const operatorOf = ({ secretsFile }: Home) => keepSecrets(secretsFile).apiKey;
      const before = name === 'operator' ? operatorKey : kept();
      const seen = new Set<string>();
      const rotated = keys.rotate(name);
      const look = setInterval(() => seen.add(`${callerOf(home, before)} ${callerOf(home, kept())}`), 1);
      expect(await rotated).toBeUndefined();
      clearInterval(look);
      // The old key let its owner in for as long as it was the one that is kept.
      if (name !== 'operator') expect([...seen].filter((each) => each.endsWith(' undefined'))).toEqual([]);
      expect([callerOf(home, before), callerOf(home, kept())]).toEqual([undefined, name]);
      await expect(keys.remove(name)).rejects.toThrow('needs the key');
    },
  );

  it('of somebody else is replaced at once, keeps its end, and is removed', async () => {
    const { home, keys } = change();
    const old = await keys.add('ci', ['orders:read']);
    const { anonymous, keys: listed } = keys.list();
    const expires = '2999-01-01T00:00:00Z';
    const ending = listed.map((each) => (each.name === 'ci' ? { ...each, expires } : each));
    writeFileSync(home.apiKeysFile, JSON.stringify({ anonymous, keys: ending }));
    const next = await keys.rotate('ci');
    expect([callerOf(home, old), callerOf(home, next)]).toEqual([undefined, 'ci']);
    expect(keys.list().keys.find(({ name }) => name === 'ci')).toMatchObject({ expires });
    await keys.remove('ci');
    expect(callerOf(home, next)).toBeUndefined();
  });

  it('is not lost where two are made at the same time', async () => {
    const { keys } = change();
    await Promise.all(['one', 'two', 'three'].map((name) => keys.add(name, [])));
    expect(keys.list().keys.map(({ name }) => name)).toEqual(expect.arrayContaining(['one', 'two', 'three']));
  });

  it.each([
    ['a name that is taken', (keys: HomeKeys) => keys.add('operator', [])],
    ['a name that is none', (keys: HomeKeys) => keys.add('No name', [])],
    ['a name nobody has', (keys: HomeKeys) => keys.rotate('nobody')],
    ['a name that every object has', (keys: HomeKeys) => keys.rotate('constructor')],
    [
      'one more than anybody has',
      async (keys: HomeKeys) => {
        for (let at = 0; at < 200; at++) await keys.add(`key-${at}`, []);
      },
    ],
  ])('is refused for %s, and says what is accepted', async (_, attempt) => {
    const { home, keys } = change();
    await expect(attempt(keys)).rejects.toThrow(KeyNotChanged);
    // Whatever was asked for, the services can read it.
    expect(() => readKeysFile(home.apiKeysFile)).not.toThrow();
  });

  it('that has ended is not replaced by one that has not', async () => {
    const { home, keys } = change();
    const over = { name: 'guest', rights: [], sha256: hashOfKey('guest'), expires: '2020-01-01T00:00:00Z' };
    writeFileSync(home.apiKeysFile, JSON.stringify({ ...keys.list(), keys: [over] }));
    await expect(keys.rotate('guest')).rejects.toThrow('has ended');
  });
});
