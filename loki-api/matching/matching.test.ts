import { wholeMatch } from '@sightline/promql/logql';
import { describe, expect, it } from 'vitest';
import { filterMatch, lineMatch } from './matcher';
import { simplified } from './simplified';

const contains = (text: string, fold = false) => ({ kind: 'contains', text, fold });
const equals = (text: string, fold = false) => ({ kind: 'equals', text, fold });
const any = (...of: unknown[]) => ({ kind: 'any', of });

describe('what Loki looks for in place of a regular expression', () => {
  it.each([
    ['foo', equals('foo')],
    ['foo|bar', any(equals('foo'), equals('bar'))],
    ['(foo|bar)', any(equals('foo'), equals('bar'))],
    ['.*', { kind: 'always' }],
    ['.+', { kind: 'present' }],
    ['', { kind: 'always' }],
    ['foo.*', contains('foo')],
    ['.*foo.*', contains('foo')],
    // `warn|warning` is read as `warn` with or without `ing`: and then as what is contained.
    ['warn|warning', any(contains('warn'), contains('warning'))],
    ['payment_failed|payment_taken', any(contains('payment_failed'), contains('payment_taken'))],
    ['(?i)foo', equals('foo', true)],
    ['order\\.paid', equals('order.paid')],
  ])('of a label: %s', (pattern, test) => expect(simplified(pattern, 'label')).toEqual(test));

  it.each([
    'a|b',
    'foo.*bar',
    'fo+',
    '[a-z]+',
    '^foo$',
    'foo.+',
    '\\d',
    'ba[rz]|foo',
    '(foo)(bar)',
    'a|b|foo.*',
    '(?s).*',
    'x{2}',
  ])('nothing, but the expression itself: %s', (pattern) => expect(simplified(pattern, 'label')).toBeUndefined());
});

describe('a matcher of streams', () => {
  it('matches the whole value, over line breaks too', () => {
    const matches = wholeMatch({ op: '=~', value: 'a.b|c' });
    expect(['a\nb', 'c', 'xc', 'a.bc'].map(matches)).toEqual([true, true, false, false]);
    expect(wholeMatch({ op: '!~', value: '.+' })('')).toBe(true);
  });
});

describe('a label filter', () => {
  it('matches by Loki’s own rules', () => {
    expect(filterMatch({ op: '=~', value: 'foo.*' })('xfoo')).toBe(true);
    expect(filterMatch({ op: '=~', value: 'fo[o].*' })('xfoo')).toBe(false);
    expect(filterMatch({ op: '!~', value: 'a|b' })('c')).toBe(true);
  });
});

describe('a line filter', () => {
  it('asks for any of its texts, or for none', () => {
    expect(lineMatch('|=', ['a', 'b'])('xb')).toBe(true);
    expect(lineMatch('!=', ['a', 'b'])('xb')).toBe(false);
    expect(lineMatch('|~', ['^b+$'])('bbb')).toBe(true);
    expect(lineMatch('!~', ['^b', 'c'])('xc')).toBe(false);
  });

  it('is not held up by what would take other engines for ever', () => {
    expect(lineMatch('|~', ['(a+)+$'])(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});
