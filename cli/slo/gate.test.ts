import { type Policy, parsePolicy } from '@sightline/alerts';
import { expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { gate, gateText } from './gate';
import type { SloStatus } from './slo-status';

const policy: Policy = parsePolicy(
  `budget:
  - { above: 0 %, allow: [feature, fix], next: release }
  - { allow: [fix], next: mend what spends it }
firing: { page: { allow: [], next: deal with it }, ticket: { allow: [fix], next: look at it } }
noData: { allow: [], next: find out why }
`,
  'policy.yaml',
);
const promised = [
  { id: 'a', service: 'order' },
  { id: 'b', service: 'order' },
];
const status = (id: string, budgetLeft: number): SloStatus => ({
  id,
  service: 'order',
  group: {},
  objective: 0.99,
  periodMs: 1,
  budgetLeft,
  burnRates: [],
  firing: [],
});

it('is open when every SLO allows the change', () => {
  const result = gate(promised, { statuses: [status('a', 1), status('b', 0.5)], policy, change: 'feature' });
  expect(result.open).toBe(true);
  expect(gateText(result, plainPaint)).toContain('A feature may be released');
});

it('is shut by one SLO, and says which, why and what to do', () => {
  const result = gate(promised, { statuses: [status('a', 1), status('b', -0.5)], policy, change: 'feature' });
  expect(result.open).toBe(false);
  const text = gateText(result, plainPaint);
  expect(text).toMatch(/b +no +-50 % of the budget is left +mend what spends it/);
  expect(text).toContain('No feature may be released: see b');
});

it('lets through what the policy allows although a budget is spent', () => {
  const statuses = [status('a', 1), status('b', -0.5)];
  expect(gate(promised, { statuses, policy, change: 'fix' }).open).toBe(true);
});

it('is shut for an SLO that Prometheus knows nothing of, when the policy says so', () => {
  const result = gate(promised, { statuses: [status('a', 1)], policy, change: 'fix' });
  expect(result.open).toBe(false);
  expect(gateText(result, plainPaint)).toMatch(/b +no +nothing is known of its budget +find out why/);
});
