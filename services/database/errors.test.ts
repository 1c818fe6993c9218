import { describe, expect, it } from 'vitest';
import { isTransient } from './errors';

const coded = (code: string) => Object.assign(new Error('message'), { code });

describe('a database error', () => {
  it.each(['08006', '40001', '40P01', '53300', '57P01', 'ECONNREFUSED', 'ECONNRESET'])(
    '%s passes by itself',
    (code) => {
      expect(isTransient(coded(code))).toBe(true);
    },
  );

  it.each(['23505', '22021', '42P01', 'ERR_INVALID_ARG_TYPE'])('%s stays', (code) => {
    expect(isTransient(coded(code))).toBe(false);
  });

  it.each(['Connection terminated unexpectedly', 'Query read timeout', 'timeout exceeded when trying to connect'])(
    'without a code, %s, passes by itself',
    (message) => {
      expect(isTransient(new Error(message))).toBe(true);
    },
  );
});
