import { expect, it } from 'vitest';
import { pageOf } from './page';
import type { Round } from './round';

const audit = { orders: 30, paid: 20, cancelled: 10, pending: 0, lost: 0, doubled: 0, disagreements: [] };
const round: Round = {
  blows: [
    { kind: 'kill', victim: 'order', afterMs: 1 },
    { kind: 'freeze', victim: 'kafka', afterMs: 1, ms: 5 },
    { kind: 'cut', victim: 'order', afterMs: 1 },
  ],
  seconds: 60,
  audit,
  refused: [],
  changed: [],
};
const page = (...rounds: readonly Round[]) =>
  pageOf(rounds, { command: 'npm run soak -- --kills 6', on: new Date('2026-11-28'), machine: '2 × CPU' });

it('adds up the blows by what was struck, and the orders of all rounds', () => {
  const text = page(round, round);
  expect(text).toContain('| kafka | 0 | 2 | 0 |\n| order | 2 | 0 | 2 |\n| all | 2 | 2 | 2 |');
  expect(text).toContain('| 60 | 40 | 20 | 0 | 0 | 0 | 0 | 0 |');
  expect(text).toContain('Measured 2026-11-28 in 2 min by `npm run soak -- --kills 6`');
});

it('shows what went wrong in any of them', () => {
  const wrong: Round = {
    ...round,
    audit: { ...audit, pending: 1, lost: 2, doubled: 3, disagreements: ['a', 'b'] },
    refused: ['no'],
    changed: ['key'],
  };
  expect(page(round, wrong)).toContain('| 60 | 40 | 20 | 1 | 2 | 4 | 2 | 1 |');
});
