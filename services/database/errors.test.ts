import { describe, expect, it } from 'vitest';
import { isTransient } from './errors';

const coded = (code: string) => Object.assign(new Error('message'), { code });

describe('a database error', () => {
  it.each([
    '08006',
    '28000',
    '28P01',
    '3D000',
    '40001',
    '40P01',
    '42501',
    '53300',
    '55P03',
    '57P01',
    '58030',
    'ECONNRESET',
  ])('%s passes by itself', (code) => {
    expect(isTransient(coded(code))).toBe(true);
  });

  it.each(['22021', '23505', '25P02', '42601', '42P01', 'XX000', 'ERR_INVALID_ARG_TYPE'])('%s stays', (code) => {
    expect(isTransient(coded(code))).toBe(false);
  });

  it.each(['Connection terminated unexpectedly', 'Query read timeout', 'timeout exceeded when trying to connect'])(
    'without a code, %s, passes by itself',
    (message) => {
      expect(isTransient(new Error(message))).toBe(true);
    },
  );
});
