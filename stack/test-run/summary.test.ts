import { expect, it } from 'vitest';
import { inRepository } from '../repository';
import { count } from './run-tests';
import { summary, total } from './summary';
import { untested } from './untested';

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
    flaky: 0,
    skipped: 0,
  });
});

const emptyReport = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

it('counts a run that failed without a failed test as a failure', () => {
  expect(count({ ...emptyReport, numPassedTests: 3 }, false)).toMatchObject({ passed: 3, failed: 1, skipped: 0 });
});

it('says at the end which tests failed, and why', () => {
  const file = { name: inRepository('acceptance', 'a.live.test.ts'), status: 'failed', message: '' };
  const failed = { fullName: 'an order is paid', status: 'failed', failureMessages: ['expected 1 to be 2\n  at x'] };
  const passed = { fullName: 'an order is kept', status: 'passed', failureMessages: [] };
  const tests = count({ ...emptyReport, testResults: [{ ...file, assertionResults: [passed, failed] }] }, false);
  const text = summary([{ name: 'live', seconds: 1, outcome: 'failed', tests }]);
  expect(text).toContain('failed: acceptance/a.live.test.ts > an order is paid\n    expected 1 to be 2');
  expect(text).not.toContain('an order is kept');
});

it('says loudly at the end which tests passed only when they were tried again, and why they did not at first', () => {
  const file = { name: inRepository('acceptance', 'a.live.test.ts'), status: 'passed', message: '' };
  const again = { fullName: 'an order is paid', status: 'passed', failureMessages: ['expected 1 to be 2\n  at x'] };
  const atOnce = { fullName: 'an order is kept', status: 'passed', failureMessages: [] };
  const report = { ...emptyReport, numPassedTests: 2, testResults: [{ ...file, assertionResults: [again, atOnce] }] };
  const results = [unit, { name: 'live', seconds: 1, outcome: 'passed', tests: count(report, true) }] as const;
  const text = summary(results);
  expect(text).toContain('flaky: acceptance/a.live.test.ts > an order is paid\n    expected 1 to be 2');
  expect(text).not.toContain('an order is kept');
  expect(text).toMatch(/^live .* 2 passed, 0 failed, 1 flaky$/m);
  expect(text.split('\n').at(-1)).toBe('122 passed, 0 failed, 1 flaky');
  expect(total(results).failed).toBe(0);
});

it('tells of the first attempt of a test that failed twice', () => {
  const file = { name: inRepository('acceptance', 'a.live.test.ts'), status: 'failed', message: '' };
  const test = { fullName: 'an order is paid', status: 'failed', failureMessages: ['the first', 'the second'] };
  const tests = count(
    { ...emptyReport, numFailedTests: 1, testResults: [{ ...file, assertionResults: [test] }] },
    false,
  );
  expect(tests).toMatchObject({ failed: 1, flaky: [], failures: [{ reason: 'the first' }] });
});

it('says at the end which file could not be run', () => {
  const file = { name: inRepository('cli', 'b.test.ts'), status: 'failed', message: 'no such module' };
  const tests = count({ ...emptyReport, testResults: [{ ...file, assertionResults: [] }] }, false);
  expect(summary([{ name: 'unit', seconds: 1, outcome: 'failed', tests }])).toContain(
    'failed: cli/b.test.ts\n    no such',
  );
});

it('says loudly at the end what was skipped, and why', () => {
  const tests = { passed: 0, failed: 0, skipped: 1, skippedBecause: 'no Docker engine answers' };
  const lines = summary([unit, { name: 'compose', seconds: 0, outcome: 'skipped', tests }]).split('\n');
  expect(lines).toContain('SKIPPED: compose: no Docker engine answers');
  expect(lines.at(-1)).toBe('120 passed, 0 failed, 1 skipped');
});

it('counts what a machine lacks as skipped, but as a failure in CI', () => {
  const lacking = 'no Docker engine answers';
  expect(untested('compose', { lacking, env: {} })).toMatchObject({ failed: 0, skipped: 1, skippedBecause: lacking });
  expect(untested('compose', { lacking, env: { CI: 'true' } })).toMatchObject({
    failed: 1,
    skipped: 0,
    failures: [{ test: 'compose', reason: lacking }],
  });
});
