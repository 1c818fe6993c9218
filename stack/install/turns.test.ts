import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

describe('turns', () => {
  it('come to who asked first, and then by rank', async () => {
    const turns = new Turns();
    const came: string[] = [];
    const end = await turns.take({ name: 'first', rank: 9 });
    const others = [3, 1, 2].map(async (rank) => {
      const ends = await turns.take({ name: `${rank}`, rank });
      came.push(`${rank}`);
      ends();
    });
    expect(turns.until('2')).toEqual(['first', '1', '2']);
    end();
    await Promise.all(others);
    expect(came).toEqual(['1', '2', '3']);
    expect(turns.until('2')).toEqual([]);
  });

  it('come one after the other, though one be ended twice', async () => {
    const turns = new Turns();
    const end = await turns.take({ name: 'one', rank: 1 });
    const two = turns.take({ name: 'two', rank: 1 });
    void turns.take({ name: 'three', rank: 1 });
    end();
    end();
    await two;
    expect(turns.until('three')).toEqual(['two', 'three']);
  });

  it('come again after nobody wanted one', async () => {
    const turns = new Turns();
    (await turns.take({ name: 'one', rank: 1 }))();
    (await turns.take({ name: 'one', rank: 1 }))();
    expect(turns.until('one')).toEqual([]);
  });
});
