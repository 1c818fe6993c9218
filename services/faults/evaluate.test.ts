import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate';

const shareOf = (flag: string, percent: number) => {
  const values = Array.from({ length: 4_000 }, (_, n) => evaluate(flag, { percent }, { targetingKey: `trace-${n}` }));
  return values.filter(({ value }) => value).length / values.length;
};

describe('a flag', () => {
  it('is off until somebody switches it on', () => {
    expect(evaluate('slow-query', undefined, { targetingKey: 'a' })).toEqual({
      value: false,
      variant: 'off',
      reason: 'STATIC',
    });
  });

  it.each([1, 20, 50, 90])('is on for %i %% of the keys', (percent) => {
    expect(Math.abs(shareOf('slow-query', percent) * 100 - percent)).toBeLessThan(2.5);
  });

  it('says the same of a key each time, and not of the same keys as other flags', () => {
    const keys = Array.from({ length: 200 }, (_, n) => `trace-${n}`);
    const chosen = (flag: string) =>
      keys.filter((targetingKey) => evaluate(flag, { percent: 50 }, { targetingKey }).value);
    expect(chosen('slow-query')).toEqual(chosen('slow-query'));
    expect(chosen('slow-query')).not.toEqual(chosen('n-plus-one'));
  });

  it('holds only where the context is as it wants', () => {
    const rule = { percent: 100, where: { 'service.version': '0.2.0' } };
    expect(evaluate('bad-release', rule, { 'service.version': '0.2.0' })).toMatchObject({
      value: true,
      reason: 'TARGETING_MATCH',
    });
    expect(evaluate('bad-release', rule, { 'service.version': '0.1.0' })).toMatchObject({
      value: false,
      reason: 'DEFAULT',
    });
  });

  it('is on for a request that asked for it', () => {
    const context = { targetingKey: 'a', faults: ['slow-query'] };
    expect(evaluate('slow-query', undefined, context)).toMatchObject({ value: true, reason: 'TARGETING_MATCH' });
    expect(evaluate('n-plus-one', undefined, context).value).toBe(false);
  });

  it('cannot take a share of nobody', () => {
    expect(() => evaluate('slow-query', { percent: 50 }, {})).toThrow('needs a targetingKey');
  });
});
