import { expect, test } from 'vitest';
import { figure, markdownTable, ratio } from './markdown';

test('a table is Markdown, whatever stands in its cells', () => {
  expect(markdownTable({ title: 'Cost', columns: ['what', 'µs'], rows: [['a | b', '1']] })).toBe(
    ['## Cost', '', '| what | µs |', '| --- | --- |', '| a \\| b | 1 |'].join('\n'),
  );
});

test('a row that does not fit is a mistake of the bench', () => {
  expect(() => markdownTable({ title: 'Cost', columns: ['what'], rows: [['a', 'b']] })).toThrow(RangeError);
});

test.each([
  [12_345, '12,300'],
  [4.5678, '4.57'],
  [0.001234, '0.00123'],
  [Number.NaN, 'none'],
])('%d reads %s', (value, text) => expect(figure(value)).toBe(text));

test('a ratio reads with its interval', () => {
  expect(ratio({ mean: 0.754, low: 0.73, high: 0.77, pairs: 5 })).toBe('0.75 (0.73 to 0.77)');
});
