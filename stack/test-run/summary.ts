import type { StageResult, TestFailure } from './stage';

/** The end of a test run: what each part took, and the line with the counts. */
export function summary(results: readonly StageResult[]): string {
  const lines = results.map((result) => {
    const { name, seconds, outcome, tests } = result;
    const counts = tests ? `  ${spoken(total([result]))}` : '';
    return [name.padEnd(10), `${seconds.toFixed(1)} s`.padStart(9), `  ${outcome}`, counts].join('');
  });
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    ...results.flatMap(({ tests }) => tests?.flaky ?? []).map((test) => testText('flaky', test)),
    ...results.flatMap(({ tests }) => tests?.failures ?? []).map((test) => testText('failed', test)),
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
const testText = (how: 'flaky' | 'failed', { test, reason }: TestFailure) =>
  ['', `${how}: ${test}`, ...reason.split('\n').slice(0, shownLines)].join('\n    ');

const skippedText = ({ name, tests, outcome }: StageResult) =>
  tests?.skippedBecause && outcome === 'skipped' ? [`\nSKIPPED: ${name}: ${tests.skippedBecause}`] : [];

/** A part without tests of its own (lint, types, start) that failed counts as one failure. */
export function total(results: readonly StageResult[]): Counts {
  return results.reduce(
    (sum, { tests, outcome }) => ({
      passed: sum.passed + (tests?.passed ?? 0),
      failed: sum.failed + (tests?.failed ?? (outcome === 'failed' ? 1 : 0)),
      flaky: sum.flaky + (tests?.flaky?.length ?? 0),
      skipped: sum.skipped + (tests?.skipped ?? 0),
    }),
    { passed: 0, failed: 0, flaky: 0, skipped: 0 },
  );
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Among those that passed. */
  readonly flaky: number;
  readonly skipped: number;
}

const spoken = ({ passed, failed, flaky, skipped }: Counts) =>
  [
    `${passed} passed`,
    `${failed} failed`,
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
