import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baggageEntry, withBaggage } from './baggage';

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

describe('baggage', () => {
  it('is there for all that is done within, and only there', async () => {
    await withBaggage({ fault: 'a' }, async () => {
      await Promise.resolve();
      withBaggage({ other: 'b' }, () => expect([baggageEntry('fault'), baggageEntry('other')]).toEqual(['a', 'b']));
      expect(baggageEntry('other')).toBeUndefined();
    });
    expect(baggageEntry('fault')).toBeUndefined();
  });
});
