import { describe, expect, it } from 'vitest';
import { idempotencyKeyOf } from './idempotency';

describe('an Idempotency-Key', () => {
  it.each([undefined, 'a', 'a'.repeat(200), '5f0c4b8e-4d0c-4d52-9b52-3a8d7a1d9f6e'])('may be %s', (key) => {
    expect(idempotencyKeyOf(key)).toBe(key);
  });

  it.each(['', 'a b', 'ä', 'a'.repeat(201)])('must not be "%s"', (key) => {
    expect(() => idempotencyKeyOf(key)).toThrow('not valid');
  });
});
