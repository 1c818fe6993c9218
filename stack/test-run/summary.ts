import type { StageResult, TestCount, TestFailure } from './stage';

/** The end of a test run: what each part took, and the line with the counts. */
export function summary(results: readonly StageResult[]): string {
  const lines = results.map(({ name, seconds, outcome, tests }) =>
    [name.padEnd(10), `${seconds.toFixed(1)} s`.padStart(9), `  ${outcome}`, tests ? `  ${spoken(tests)}` : ''].join(
      '',
    ),
  );
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    ...results.flatMap(({ tests }) => tests?.failures ?? []).map(failureText),
    ...results.flatMap(skippedText),
    '',
    ...lines,
    `${'all'.padEnd(10)}${`${seconds.toFixed(1)} s`.padStart(9)}`,
    '',
    spoken(total(results)),
  ].join('\n');
}

const shownLines = 6;

/** Once more at the end, because what a log keeps of a long run is its end. */
const failureText = ({ test, reason }: TestFailure) =>
  ['', `failed: ${test}`, ...reason.split('\n').slice(0, shownLines)].join('\n    ');

const skippedText = ({ name, tests, outcome }: StageResult) =>
  tests?.skippedBecause && outcome === 'skipped' ? [`\nSKIPPED: ${name}: ${tests.skippedBecause}`] : [];

/** A part without tests of its own (lint, types, start) that failed counts as one failure. */
export function total(results: readonly StageResult[]): TestCount {
  return results.reduce(
    (sum, { tests, outcome }) => ({
      passed: sum.passed + (tests?.passed ?? 0),
      failed: sum.failed + (tests?.failed ?? (outcome === 'failed' ? 1 : 0)),
      skipped: sum.skipped + (tests?.skipped ?? 0),
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

const spoken = ({ passed, failed, skipped }: TestCount) =>
  [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
