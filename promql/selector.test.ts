import { describe, expect, it } from 'vitest';
import { parseSelector, renderSelector, selectorsIn } from './selector';

describe('a counter selector', () => {
  it('keeps metric, matchers and offset', () => {
    expect(parseSelector('x_total{a="b", c=~"5..|\\\\d"} offset 10s')).toEqual({
      metric: 'x_total',
      matchers: [
        { label: 'a', op: '=', value: 'b' },
        { label: 'c', op: '=~', value: '5..|\\d' },
      ],
      offset: 10_000,
    });
  });

  it.each(['rate(x[5m])', 'sum(x)', 'x[5m]', 'x +', 'x / y'])('is not %s', (text) =>
    expect(parseSelector(text)).toBeUndefined(),
  );

  it('is printed with a range and further back', () => {
    const selector = parseSelector('x{a="b"} offset 10s');
    expect(selector && renderSelector(selector, { range: 300_000, back: 60_000 })).toBe('x{a="b"}[5m] offset 1m10s');
  });

  it('is found anywhere in an expression', () => {
    expect(selectorsIn('sum(rate(a{x="1"}[5m])) / on (y) b').map(({ metric }) => metric)).toEqual(['a', 'b']);
  });
});
