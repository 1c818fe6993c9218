import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countingQueries, countQuery, queriesCounted } from './query-count';

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

describe('the statements of a request', () => {
  it('are counted together, also when they overlap with those of another', async () => {
    const request = (queries: number) =>
      countingQueries(async () => {
        for (let query = 0; query < queries; query++) {
          await Promise.resolve();
          countQuery();
        }
        return queriesCounted();
      });
    expect(await Promise.all([request(3), request(5)])).toEqual([3, 5]);
  });

  it('count for nobody outside of one', () => {
    countQuery();
    expect(queriesCounted()).toBeUndefined();
  });
});
