import { join } from 'node:path';
import { withoutPorts } from '../addresses';
import { readSettings } from '../settings';
import { startPlatform } from '../start-platform';
import { lastWords } from './last-words';
import { matchesTests } from './matches-tests';
import { portOffsetBeside } from './ports-beside';
import { runTests } from './run-tests';
import type { TestCount } from './stage';

/**
 * The tests against running platforms, of which there are two, side by side: those that take something away or slow it down have one for
 * themselves, one test at a time. They wait for most of their time, in which the others work, on the platform that runs already.
 */
export async function testLive(filters: readonly string[]): Promise<TestCount> {
  return together(await Promise.all([testAsking(filters), testDisturbing(filters).catch(notStarted)]));
}

const none: TestCount = { passed: 0, failed: 0, skipped: 0 };

const testAsking = async (filters: readonly string[]): Promise<TestCount> =>
  (await matchesTests('live', filters)) ? runTests('live', filters, { besideOthers: true }) : none;

async function testDisturbing(filters: readonly string[]): Promise<TestCount> {
  if (!(await matchesTests('disturbing', filters))) return none;
  const env = besideEnvironment(process.env);
  const platform = await startPlatform({ fresh: true, env });
  try {
    const counts = await runTests('disturbing', filters, { besideOthers: true, env });
    if (counts.failed > 0) console.log(lastWords(platform.state()));
    return counts;
  } finally {
    await platform.stop();
  }
}

/** In a home and on ports of its own, beside the platform that this environment describes. */
export function besideEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...withoutPorts(env),
    SIGHTLINE_HOME: join(readSettings(env).home, 'disturbed'),
    SIGHTLINE_PORT_OFFSET: portOffsetBeside('disturbed', env),
  };
}

const notStarted = (error: Error): TestCount => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [{ test: 'the platform that is disturbed', reason: error.message }],
});

/** Those of several runs as one. Nothing at all is a failure: what was asked for is not there. */
export function together(counts: readonly TestCount[]): TestCount {
  const sum = (of: 'passed' | 'failed' | 'skipped') => counts.reduce((all, count) => all + count[of], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  if (passed + failed + skipped === 0)
    return { passed, failed: 1, skipped, failures: [{ test: 'live', reason: 'no test has such a name' }] };
  return {
    passed,
    failed,
    skipped,
    failures: counts.flatMap(({ failures = [] }) => failures),
    flaky: counts.flatMap(({ flaky = [] }) => flaky),
  };
}
