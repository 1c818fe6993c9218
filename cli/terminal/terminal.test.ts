import { describe, expect, it } from 'vitest';
import { columns } from './columns';
import { duration } from './duration';
import { colourPaint, paintFor, plainPaint } from './paint';
import { fitted, plainText } from './plain-text';

describe('a duration', () => {
  it.each([
    [0, '0 µs'],
    [850_000, '850 µs'],
    [999_600, '1.00 ms'],
    [12_340_000, '12.3 ms'],
    [123_400_000, '123 ms'],
    [999_600_000, '1.00 s'],
    [59_940_000_000, '59.9 s'],
    [125_000_000_000, '2 min 5 s'],
  ])('of %i ns reads %s', (nanos, text) => {
    expect(duration(nanos)).toBe(text);
  });
});

describe('text from outside', () => {
  it('cannot move the cursor or break the line', () => {
    expect(plainText('paid\u001b[2J\n\tnow\u202e')).toBe('paid\uFFFD[2J now\uFFFD');
  });

  it('is cut with a sign that it was', () => {
    expect(fitted('abcdef', 4)).toBe('abc…');
    expect(fitted('abcd', 4)).toBe('abcd');
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, colours not counted', () => {
    const text = columns(
      [{ title: 'a' }, { title: 'b', align: 'right' }],
      [
        [colourPaint('red', 'xyz'), '1'],
        ['x', '22'],
      ],
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken off to see the columns
    expect(text.replace(/\u001B\[\d+m/g, '')).toBe('a     b\nxyz   1\nx    22');
  });
});

describe('colours', () => {
  it('are for terminals, unless the environment says otherwise', () => {
    expect(paintFor({ isTTY: true }, {})).toBe(colourPaint);
    expect(paintFor({ isTTY: false }, {})).toBe(plainPaint);
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })).toBe(plainPaint);
    expect(paintFor({ isTTY: false }, { FORCE_COLOR: '1' })).toBe(colourPaint);
    expect(paintFor({ isTTY: true }, { TERM: 'dumb' })).toBe(plainPaint);
  });
});
