import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '../repository';
import { type CommandOptions, runCommand } from './run-command';
import type { TestCount, TestFailure } from './stage';

/** Runs a vitest project (or those that a pattern names) and counts from its own report. */
export async function runTests(
  project: 'unit*' | 'page' | 'compose' | 'live' | 'disturbing',
  filters: readonly string[],
  options: CommandOptions = {},
): Promise<TestCount> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-tests-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const succeeded = await runCommand('vitest', ['run', `--project=${project}`, ...reporters, ...filters], options);
    return count(readReport(report), succeeded);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is read of vitest's own report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly FileReport[];
}

interface FileReport {
  readonly name: string;
  readonly status: string;
  /** Why the file could not be run; empty where only its tests failed. */
  readonly message: string;
  readonly assertionResults: readonly TestReport[];
}

interface TestReport {
  readonly fullName: string;
  readonly status: string;
  /** Of every attempt, the first one first: also where the last one passed. */
  readonly failureMessages: readonly string[] | null;
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

/** A run that failed without a failed test (a file that could not be loaded, an error after the last test) counts as one. */
export const count = (report: Report, succeeded: boolean): TestCount => ({
  passed: report.numPassedTests,
  failed: Math.max(report.numFailedTests, succeeded ? 0 : 1),
  skipped: report.numPendingTests + report.numTodoTests,
  failures: report.testResults.flatMap(failuresIn),
  flaky: report.testResults.flatMap(flakyIn),
});

function failuresIn({ name, status, message, assertionResults }: FileReport): TestFailure[] {
  const file = relative(repositoryRoot, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [{ test: file, reason: message }];
  return failed.map((test) => told(name, test));
}

const flakyIn = ({ name, assertionResults }: FileReport): TestFailure[] =>
  assertionResults
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages?.length)
    .map((test) => told(name, test));

const told = (name: string, { fullName, failureMessages }: TestReport): TestFailure => ({
  test: `${relative(repositoryRoot, name)} > ${fullName}`,
  reason: failureMessages?.[0] ?? '',
});
