import { describe, expect, it } from 'vitest';
import { parseSeries, parseValues } from './series-notation';

describe('a series in promtool’s notation', () => {
  it.each([
    ['up', { __name__: 'up' }],
    ['up{job="a", path="say \\"hi\\""}', { __name__: 'up', job: 'a', path: 'say "hi"' }],
    ['{job="a"}', { job: 'a' }],
    ['slo:sli_error:ratio_rate5m{}', { __name__: 'slo:sli_error:ratio_rate5m' }],
  ])('%s has its labels', (text, labels) => expect(parseSeries(text)).toEqual(labels));

  it('is nothing else', () => expect(() => parseSeries('up > 0')).toThrow('"up > 0" is no series'));
});

describe('values in promtool’s notation', () => {
  it.each([
    ['1 2.5 -3', [1, 2.5, -3]],
    ['0+2x3', [0, 2, 4, 6]],
    ['10-2.5x2', [10, 7.5, 5]],
    ['-1+1x1', [-1, 0]],
    ['7x2', [7, 7, 7]],
    ['0x0', [0]],
    ['_ 1 _x2', [undefined, 1, undefined, undefined]],
    ['1 stale', [1, 'stale']],
    ['1e3 +Inf NaN', [1000, Number.POSITIVE_INFINITY, Number.NaN]],
  ])('%s', (text, values) => expect(parseValues(text)).toEqual(values));

  it('that no float sample can have are refused', () => {
    expect(() => parseValues('{{schema:0}}')).toThrow('can be injected');
  });
});
