import { expect, it } from 'vitest';
import { count } from './run-tests';
import { summary, total } from './summary';

const unit = { name: 'unit', seconds: 4.2, outcome: 'passed', tests: { passed: 120, failed: 0, skipped: 0 } } as const;
const live = { name: 'live', seconds: 61, outcome: 'failed', tests: { passed: 30, failed: 2, skipped: 1 } } as const;

it('ends with the parts, their seconds and the counts', () => {
  const lines = summary([unit, live]).split('\n');
  expect(lines.at(-1)).toBe('150 passed, 2 failed, 1 skipped');
  expect(lines).toContainEqual(expect.stringMatching(/^live +61\.0 s {2}failed/));
});

it('counts a failed part that has no tests as a failure', () => {
  expect(total([unit, { name: 'lint', seconds: 1, outcome: 'failed' }])).toEqual({
    passed: 120,
    failed: 1,
    skipped: 0,
  });
});

it('counts a run that failed without a failed test as a failure', () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  expect(count(report, false)).toEqual({ passed: 3, failed: 1, skipped: 0 });
});
