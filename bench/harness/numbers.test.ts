import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { wholeNumberIn, wholeNumbersIn } from './numbers';

const bounds = { min: 1, max: 500 };

it('an option that is a number is refused where it is none, or out of bounds', () => {
  expect(wholeNumberIn(bounds)('500')).toBe(500);
  for (const text of ['x', '', '0', '501', '1.5', '-1', '1e2', 'Infinity'])
    expect(() => wholeNumberIn(bounds)(text)).toThrow(InvalidArgumentError);
});

it('a list is refused for any of its parts', () => {
  expect(wholeNumbersIn(bounds)('1, 50,1')).toEqual([1, 50]);
  for (const text of ['a', '50.5,', '1,,2', '', '1;2'])
    expect(() => wholeNumbersIn(bounds)(text)).toThrow(/whole number/);
});

it('a whole number without an upper bound is as large as whole numbers are exact', () => {
  expect(wholeNumberIn({ min: 1 })('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => wholeNumberIn({ min: 1 })('9007199254740993')).toThrow('Give a whole number of 1 or more.');
  expect(() => wholeNumberIn({ min: 1 })('0')).toThrow('Give a whole number of 1 or more.');
});
