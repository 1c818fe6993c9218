import { plainText } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { columns } from './columns';
import { duration } from './duration';
import { fitted } from './fitted';
import { hyperlinkFor, osc8 } from './hyperlink';
import { colourPaint, paintFor, plainPaint } from './paint';

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

describe('links', () => {
  const linked = osc8('the query', 'http://127.0.0.1:3000/explore?panes={"a":"ä b"}');

  it('are shown as their text, which leads to the address', () => {
    expect(linked).toBe(
      '\u001B]8;;http://127.0.0.1:3000/explore?panes={"a":"%C3%A4%20b"}\u001B\\the query\u001B]8;;\u001B\\',
    );
  });

  it('end where they end, whatever the address holds', () => {
    expect(osc8('x', 'http://a/\u001B\\\u0007\n').split('\u001B')).toHaveLength(5);
  });

  it('take no room in a column', () => {
    expect(columns([{ title: 'query' }, { title: 'n' }], [[linked, '1']]).split('\n')[0]).toBe('query      n');
  });

  it.each([
    ['no terminal', { isTTY: false }, { TERM_PROGRAM: 'vscode' }, undefined],
    ['a terminal nobody knows', { isTTY: true }, { TERM: 'xterm-256color' }, undefined],
    ['a dumb one', { isTTY: true }, { TERM: 'dumb', TERM_PROGRAM: 'vscode' }, undefined],
    ['a build machine', { isTTY: true }, { CI: 'true', TERM_PROGRAM: 'vscode' }, undefined],
    ['a multiplexer', { isTTY: true }, { TMUX: '/tmp/t', TERM: 'tmux-256color', VTE_VERSION: '7200' }, undefined],
    ['an old GNOME Terminal', { isTTY: true }, { VTE_VERSION: '4800' }, undefined],
    ['GNOME Terminal', { isTTY: true }, { TERM: 'xterm-256color', VTE_VERSION: '7200' }, osc8],
    ['Visual Studio Code', { isTTY: true }, { TERM_PROGRAM: 'vscode' }, osc8],
    ['kitty', { isTTY: true }, { TERM: 'xterm-kitty' }, osc8],
    ['Windows Terminal', { isTTY: true }, { WT_SESSION: 'x' }, osc8],
    ['no terminal, but asked for', { isTTY: false }, { FORCE_HYPERLINK: '1' }, osc8],
    ['one that has them, but not wanted', { isTTY: true }, { TERM_PROGRAM: 'vscode', FORCE_HYPERLINK: '0' }, undefined],
  ])('for %s', (_, stream, env, expected) => {
    expect(hyperlinkFor(stream, env)).toBe(expected);
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
