import { parseArgs } from 'node:util';
import {
  allComponents,
  inRepository,
  type Platform,
  progressOn,
  readSettings,
  startPlatform,
  whatDockerLacks,
  whatImagesLack,
} from '../index';
import { installPlatform } from '../install/install-platform';
import { lastWords } from './last-words';
import { runCommand } from './run-command';
import { runTests } from './run-tests';
import { type StageName, type StageResult, stage, stageNames, type TestCount } from './stage';
import { summary, total } from './summary';
import { testLive } from './test-live';
import { untested } from './untested';

/**
 * `npm test`: everything that proves the platform, one part after the other, on ports and in a home of its own.
 * `--only unit` runs the named parts only (several: separated by commas); file names choose tests.
 */
async function main(): Promise<number> {
  const { values, positionals: filters } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, took: { type: 'string', multiple: true } },
  });
  const chosen = values.only ? (values.only.split(',') as StageName[]) : stageNames;
  const unknown = chosen.find((name) => !stageNames.includes(name));
  if (unknown) throw new Error(`--only ${unknown} is not accepted: give one or more of ${stageNames.join(', ')}`);
  const wants = (name: StageName) => chosen.includes(name);
  const needsPlatform = wants('live') || wants('start');

  // Beside a platform that may be running for a person.
  process.env.SIGHTLINE_HOME ??= inRepository('.sightline', 'test');
  process.env.SIGHTLINE_PORT_OFFSET ??= '10000';
  process.env.SIGHTLINE_ENVIRONMENT ??= 'test';

  const results: StageResult[] = (values.took ?? []).map(readTook);
  const run = async (name: StageName, work: Parameters<typeof stage>[1]) => {
    const result = await stage(name, work);
    results.push(result);
    return result.outcome === 'passed';
  };

  if (wants('lint')) await run('lint', lint);
  const engines = !(wants('engines') || wants('compose') || needsPlatform) || (await run('engines', installEngines));
  if (wants('unit')) await run('unit', () => runTests('unit*', filters));
  if (wants('page')) await run('page', () => testPage(filters));
  if (wants('compose') && engines) await run('compose', () => testCompose(filters));
  if (needsPlatform && engines)
    await withPlatform(run, () => (wants('live') ? run('live', () => testLive(filters)) : true));

  console.log(summary(results));
  return total(results).failed === 0 ? 0 : 1;
}

/** How it is written, and what nothing uses. */
const lint = async () => (await runCommand('biome', ['check', '.'])) && (await runCommand('knip', ['--no-progress']));

async function installEngines(): Promise<boolean> {
  const progress = progressOn(process.stdout);
  const settings = readSettings();
  const { traceStore, logStore } = settings;
  const installation = installPlatform(allComponents, { settings, progress, traceStore, logStore });
  try {
    await installation.complete;
  } finally {
    await installation.giveUp();
    progress.end();
  }
  return true;
}

/** The viewer's page has libraries of its own, so it is built (where it is not yet) and checked apart. */
async function testPage(filters: readonly string[]): Promise<TestCount | false> {
  const built = await runCommand(process.execPath, [inRepository('viewer/dist/bundle/main.js')]);
  const checked = built && (await runCommand('tsc', ['-p', inRepository('viewer/page')]));
  return checked && runTests('page', filters);
}

/** Before the platform starts: two at a time would be more than a small machine has room for. */
async function testCompose(filters: readonly string[]): Promise<TestCount> {
  const lacking = (await whatDockerLacks()) ?? (await whatImagesLack(console.log));
  return lacking ? untested('compose', { lacking, env: process.env }) : runTests('compose', filters);
}

type Run = (name: StageName, work: () => Promise<boolean>) => Promise<boolean>;

/** The platform is stopped whatever happens, also when this process is killed: it is never detached. */
async function withPlatform(run: Run, work: () => Promise<boolean> | boolean): Promise<void> {
  let platform: Platform | undefined;
  const started = await run('start', async () => {
    const progress = progressOn(process.stdout);
    platform = await startPlatform({ fresh: true, progress });
    progress.end();
    return true;
  });
  if (!started || !platform) return;
  const stop = platform.stop;
  const interrupt = () => void stop().then(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  if (!(await work())) console.log(lastWords(platform.state()));
  await run('stop', async () => {
    await stop();
    return true;
  });
}

/** `--took types=3.2`: a part that was done before this program could run. */
function readTook(text: string): StageResult {
  const [name = '', seconds] = text.split('=');
  return { name: name as StageName, seconds: Number(seconds), outcome: 'passed' };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
