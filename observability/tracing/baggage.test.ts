import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baggageEntry, faultsEntry, withBaggage } from './baggage';

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

describe('baggage', () => {
  it('is there for all that is done within, and only there', async () => {
    await withBaggage({ [faultsEntry]: 'a' }, async () => {
      await Promise.resolve();
      withBaggage({ [faultsEntry]: 'b' }, () => expect(baggageEntry(faultsEntry)).toBe('b'));
      expect(baggageEntry(faultsEntry)).toBe('a');
    });
    expect(baggageEntry(faultsEntry)).toBeUndefined();
  });

  it('takes only what is known to be ours', () => {
    withBaggage({ card: 'a' }, () => expect(baggageEntry('card')).toBeUndefined());
  });
});
