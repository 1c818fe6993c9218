import { BackendError, type BackendErrorCode } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { impatient } from './impatient';

class Store {
  asked = 0;
  readonly #code: BackendErrorCode | undefined;

  constructor(code?: BackendErrorCode) {
    this.#code = code;
  }

  async query(text: string): Promise<string> {
    this.asked++;
    if (this.#code) throw new BackendError(this.#code, 'Store', 'no answer');
    return text;
  }
}

const patience = { answerMs: 1000, allMs: 10_000 };

describe('an impatient asker', () => {
  it.each(['BACKEND_TIMEOUT', 'BACKEND_UNREACHABLE'] as const)('leaves a store alone after %s', async (code) => {
    const store = new Store(code);
    const asker = impatient(() => store, patience);
    await expect(asker.query('a')).rejects.toMatchObject({ code });
    await expect(asker.query('b')).rejects.toMatchObject({ code });
    expect(store.asked).toBe(1);
  });

  it('asks on when one question is refused', async () => {
    const store = new Store('BACKEND_REFUSED');
    const asker = impatient(() => store, patience);
    await expect(asker.query('a')).rejects.toThrow();
    await expect(asker.query('b')).rejects.toThrow();
    expect(store.asked).toBe(2);
  });

  it('asks on while other questions are answered', async () => {
    const silence = new BackendError('BACKEND_TIMEOUT', 'Store', 'no answer');
    let refuse = (_: BackendError) => {};
    const store = {
      query: (text: string) =>
        text === 'much' ? new Promise<string>((_, reject) => (refuse = reject)) : Promise.resolve(text),
    };
    const asker = impatient(() => store, patience);
    const much = asker.query('much');
    expect(await asker.query('little')).toBe('little');
    refuse(silence);
    await expect(much).rejects.toBe(silence);
    expect(await asker.query('little')).toBe('little');
  });

  it('leaves every answer no more time than is left of all, and asks no more when that is over', async () => {
    const given: number[] = [];
    const late = new BackendError('BACKEND_TIMEOUT', 'Store', 'no answer');
    const store = { slow: async () => Promise.reject(late), quick: async () => 'here' };
    const within = (ms = 0) => {
      given.push(ms);
      return store;
    };
    const asker = impatient(within, { answerMs: 1000, allMs: 0 });
    const slow = asker.slow();
    expect(await asker.quick()).toBe('here');
    await expect(slow).rejects.toBe(late);
    await expect(asker.quick()).rejects.toBe(late);
    expect(given.slice(1)).toEqual([1, 1]);
  });

  it('hands on what is answered', async () => {
    expect(await impatient(() => new Store(), patience).query('a')).toBe('a');
  });
});
