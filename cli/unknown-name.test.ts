import { expect, it } from 'vitest';
import { unknownName } from './unknown-name';

const names = ['slow-bank', 'bank-down', 'slow-query'];

it.each([
  ['slow-bnk', 'slow-bank'],
  ['Slow-Bank', 'slow-bank'],
  ['bank-don', 'bank-down'],
])('takes %s to mean %s', (name, meant) => {
  const { code, message } = unknownName('incident', name, names);
  expect(code).toBe('USAGE');
  expect(message).toContain(`There is no incident "${name}"; did you mean ${meant}? There are slow-bank,`);
});

it('guesses nothing where nothing is near, and says what there is', () => {
  expect(unknownName('incident', 'earthquake', names).message).toBe(
    'There is no incident "earthquake": choose one of slow-bank, bank-down, slow-query',
  );
});
