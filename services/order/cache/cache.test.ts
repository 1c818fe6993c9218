import { describe, expect, it } from 'vitest';
import { Cache } from './cache';
import { loadEachForItself } from './load-each-for-itself';

const cache = (ttlMs = 60_000) => new Cache<number>({ name: 'products', ttlMs, capacity: 2 });

/** Loads that end when they are told to. */
function slowLoad() {
  let loads = 0;
  const ends: (() => void)[] = [];
  const load = () =>
    new Promise<number>((resolve) => {
      const number = ++loads;
      ends.push(() => resolve(number));
    });
  return { load, finish: () => ends.map((end) => end()), loads: () => loads };
}

describe('a cache', () => {
  it('loads a value once for all who miss it at the same time', async () => {
    const products = cache();
    const { load, finish, loads } = slowLoad();
    const asked = Array.from({ length: 40 }, () => products.get('list', load));
    finish();
    expect(await Promise.all(asked)).toEqual(Array(40).fill(1));
    expect(loads()).toBe(1);
  });

  it('is stampeded where everybody loads for himself', async () => {
    const products = cache();
    const { load, finish, loads } = slowLoad();
    const asked = Array.from({ length: 40 }, () => loadEachForItself(products, 'list', load));
    finish();
    await Promise.all(asked);
    expect(loads()).toBe(40);
  });

  it('gives what it has until it is too old', async () => {
    const loadOne = async () => 1;
    const kept = cache();
    await kept.get('list', loadOne);
    expect(await kept.get('list', async () => 2)).toBe(1);
    const stale = cache(0);
    await stale.get('list', loadOne);
    expect(await stale.get('list', async () => 2)).toBe(2);
  });

  it('keeps no failure: the next one tries again', async () => {
    const products = cache();
    await expect(products.get('list', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await products.get('list', async () => 2)).toBe(2);
  });

  it('lets the oldest go when it is full', async () => {
    const products = cache();
    for (const key of ['a', 'b', 'c']) await products.get(key, async () => 1);
    expect([products.kept('a'), products.kept('b'), products.kept('c')]).toEqual([undefined, 1, 1]);
  });
});
