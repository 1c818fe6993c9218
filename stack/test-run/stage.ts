/** One part of the test run: what it is called, how long it took, how it went. */
export interface StageResult {
  readonly name: StageName;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly tests?: TestCount;
}

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures?: readonly TestFailure[];
  /** Of those that passed, the ones that did only when they were tried again, and why they failed at first. */
  readonly flaky?: readonly TestFailure[];
  /** Why none was run. */
  readonly skippedBecause?: string;
}

export interface TestFailure {
  /** The file and the test's full name. */
  readonly test: string;
  /** What was expected and what came, with the stack. */
  readonly reason: string;
}

/** In the order they run. */
export const stageNames = [
  'install',
  'types',
  'lint',
  'engines',
  'unit',
  'page',
  'compose',
  'start',
  'live',
  'stop',
] as const;

export type StageName = (typeof stageNames)[number];

/** Runs one part and measures it; an error is reported and becomes a failed part. */
export async function stage(name: StageName, work: () => Promise<TestCount | boolean>): Promise<StageResult> {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const began = Date.now();
  const seconds = () => (Date.now() - began) / 1000;
  try {
    const result = await work();
    if (typeof result === 'boolean') return { name, seconds: seconds(), outcome: result ? 'passed' : 'failed' };
    const skipped = result.skippedBecause !== undefined && result.failed === 0;
    const outcome = skipped ? 'skipped' : result.failed === 0 ? 'passed' : 'failed';
    return { name, seconds: seconds(), outcome, tests: result };
  } catch (error) {
    console.error((error as Error).message);
    return { name, seconds: seconds(), outcome: 'failed' };
  }
}
