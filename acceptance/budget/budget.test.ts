import { expect, it } from 'vitest';
import { type Budget, overruns, readBudget } from './budget';

const budget: Budget = {
  spans: { 'order POST /orders': { count: 1000, bytes: 300_000 } },
  lines: { 'order order.accepted': { count: 1000, bytes: 200_000 } },
  series: { 'order http_requests': 10 },
  unlistedSeries: 5,
};
const spans = (name: string, count: number, bytes: number): Budget => ({
  ...budget,
  spans: { [name]: { count, bytes } },
});

it('names nobody who stays within the budget', () => {
  expect(overruns(budget, budget)).toEqual([]);
  expect(overruns({ ...budget, series: { 'order new_total': 5 } }, budget)).toEqual([]);
});

it.each([
  ['comes more often', spans('order POST /orders', 2000, 300_000), 'spans "order POST /orders" has grown to 2000'],
  [
    'says more',
    spans('order POST /orders', 1000, 400_000),
    'has grown to 400000 bytes for 1,000 orders, of a budget of 300000',
  ],
  ['is new', spans('order middleware', 1000, 1), 'spans "order middleware" is new'],
  [
    'has more series',
    { ...budget, series: { 'order http_requests': 11 } },
    'series "order http_requests" has grown to 11',
  ],
  [
    'is a new family of many',
    { ...budget, series: { 'order new_total': 6 } },
    'series "order new_total" has grown to 6',
  ],
  [
    'is a line that comes more often',
    { ...budget, lines: { 'order order.accepted': { count: 1001, bytes: 1 } } },
    'lines "order order.accepted" has grown to 1001',
  ],
])('names who %s', (_, measured, sentence) => {
  expect(overruns(measured, budget)).toEqual([expect.stringContaining(sentence)]);
});

it('is written in a file that can be read, and lists what an order cannot do without', () => {
  expect(Object.keys(readBudget().spans)).toContain('order POST /orders');
});
