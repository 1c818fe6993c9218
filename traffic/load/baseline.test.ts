import { expect, it } from 'vitest';
import { baselineFaults, checkedFaults } from './baseline';

it('the baseline asks for mistakes there are', () => {
  expect(checkedFaults(baselineFaults)).toBe(baselineFaults);
});

it('a mistake there is not is refused with those there are', () => {
  expect(() => checkedFaults('slow-bank')).toThrow('A request can ask for one of: n-plus-one');
});
