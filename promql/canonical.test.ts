import { describe, expect, it } from 'vitest';
import { canonical } from './canonical';

const same = [
  ['sum(rate(x[5m]))', ' sum( rate(x[300s]) ) # a comment'],
  ['x{a="1",b!="2"}', "x{ b!='2', a='1' }"],
  ['(a / b) > (0.001)', 'a/b > 1e-3'],
  ['sum by (a, b) (x)', 'sum by (b,a) (x)'],
] as const;

const different = [
  ['x > 1', 'x >= 1'],
  ['a - (b - c)', 'a - b - c'],
  ['sum by (a) (x)', 'sum without (a) (x)'],
  ['rate(x[5m])', 'rate(x[5m] offset 1m)'],
  ['a and on (i) b', 'a and ignoring (i) b'],
  ['x{a="1"}', 'x{a=~"1"}'],
] as const;

describe('canonical PromQL', () => {
  it.each(same)('%s equals %s', (one, other) => expect(canonical(one)).toBe(canonical(other)));
  it.each(different)('%s differs from %s', (one, other) => expect(canonical(one)).not.toBe(canonical(other)));
});
