import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baggageEntry, carryInEvents, withBaggage } from './baggage';

const entry = 'demo.entry';

beforeAll(() => carryInEvents(entry, /^[a-z]{1,8}$/));
beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

describe('baggage', () => {
  it('is there for all that is done within, and only there', async () => {
    await withBaggage({ [entry]: 'a' }, async () => {
      await Promise.resolve();
      withBaggage({ [entry]: 'b' }, () => expect(baggageEntry(entry)).toBe('b'));
      expect(baggageEntry(entry)).toBe('a');
    });
    expect(baggageEntry(entry)).toBeUndefined();
  });

  it('takes only what is known to be ours', () => {
    withBaggage({ card: 'a' }, () => expect(baggageEntry('card')).toBeUndefined());
    withBaggage({ [entry]: 'Not of its form' }, () => expect(baggageEntry(entry)).toBeUndefined());
  });
});
