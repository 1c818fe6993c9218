import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inRepository } from '@sightline/stack';
import { CannotMeasure, defineBench } from '../bench';
import type { Table } from '../harness/markdown';
import { wholeNumberIn, wholeNumbersIn } from '../harness/numbers';
import { quantile } from '../harness/statistics';

interface Options {
  readonly rates: readonly number[];
  readonly samples: number;
}

const signals = ['trace', 'log', 'metric'] as const;
type SignalName = (typeof signals)[number];

/** What `sightline freshness --json` says of each request: milliseconds by signal; none where nothing came. */
type Seen = Readonly<Partial<Record<SignalName, number>>>;

interface UnderLoad {
  readonly requestsPerSecond: number;
  /** What the load found: undefined without one. */
  readonly load?: { readonly sent: number; readonly failed: number; readonly beganInTime: boolean };
  readonly seen: readonly Seen[];
}

/** What `sightline load --out` writes, of it what is needed here. */
interface LoadFile {
  readonly startedAt: string;
  readonly sent: number;
  readonly failed: number;
}

const program = inRepository('cli', 'bin', 'sightline.js');
/** Until the load is there, and a little longer. */
const headStart = 20_000;

export const freshness = defineBench<Options>({
  name: 'freshness',
  title: 'How soon telemetry can be asked for',
  description:
    'Runs `sightline freshness` on the running platform, without load and under some: from the response to a request until its trace, its log line and its count can be queried. Three minutes; `npm start -- --detach` before.',
  configure: (command) =>
    command
      .option(
        '--rates <list>',
        'requests a second beside those that are measured',
        wholeNumbersIn({ min: 0, max: 5_000 }),
        [0, 50, 200],
      )
      .option('--samples <number>', 'requests measured at each', wholeNumberIn({ min: 1, max: 1_000 }), 60),
  async run({ options, say, signal }) {
    const { samples } = options;
    const found: UnderLoad[] = [];
    for (const rate of options.rates) {
      say(`${rate} requests a second`);
      found.push(await underLoad(rate, samples, signal));
    }
    return { tables: [tableOf(found)], notes, doubts: doubtsOf(found), samples: found };
  },
});

async function underLoad(requestsPerSecond: number, samples: number, signal: AbortSignal): Promise<UnderLoad> {
  if (requestsPerSecond === 0) return { requestsPerSecond, seen: await measure(samples, signal) };
  const folder = mkdtempSync(join(tmpdir(), 'sightline-freshness-'));
  const out = join(folder, 'load.json');
  // Ended as soon as everything is measured; it keeps what it found until then.
  const load = spawn(
    process.execPath,
    [program, 'load', 'steady', '--rate', String(requestsPerSecond), '--duration', '10m', '--out', out],
    { stdio: 'ignore' },
  );
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    load.once('exit', () => resolve());
    load.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const end = async () => {
    load.kill('SIGINT');
    await Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
    load.kill('SIGKILL');
  };
  try {
    await delay(headStart, undefined, { signal });
    const isGone = () => failure !== undefined || load.exitCode !== null || load.signalCode !== null;
    if (isGone()) throw loadFailed('did not begin', failure);
    const began = new Date();
    const seen = await measure(samples, signal);
    if (isGone()) throw loadFailed('ended before everything was measured', failure);
    await end();
    if (!existsSync(out)) throw loadFailed('left no result', failure);
    const { startedAt, sent, failed } = JSON.parse(readFileSync(out, 'utf8')) as LoadFile;
    return { requestsPerSecond, load: { sent, failed, beganInTime: new Date(startedAt) < began }, seen };
  } finally {
    await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long a load may take to end by itself. */
const patienceMs = 60_000;

const loadFailed = (what: string, failure: Error | undefined) =>
  new CannotMeasure(`the load ${what}${failure ? ` (${failure.message})` : ''}: \`npx sightline load\` says why`);

async function measure(samples: number, signal: AbortSignal): Promise<readonly Seen[]> {
  const args = [program, 'freshness', '--samples', String(samples), '--json'];
  // Exit code 1: later than aimed for, which is a finding as well.
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal, maxBuffer: 1 << 26 }).catch(
    (error: Error & { code?: unknown; stdout?: string }) => {
      if (error.code === 1 && error.stdout) return { stdout: error.stdout };
      throw new CannotMeasure(`sightline freshness did not measure: ${error.message.trim()}`);
    },
  );
  return (JSON.parse(stdout) as { seen: readonly Seen[] }).seen;
}

function tableOf(found: readonly UnderLoad[]): Table {
  const shown = (ms: number) => (Number.isFinite(ms) ? `${Math.round(ms).toLocaleString('en')} ms` : 'never');
  return {
    title: 'From the response until it can be asked for',
    columns: ['requests a second', 'signal', 'p50', 'p95', 'longest', 'missing'],
    rows: found.flatMap(({ requestsPerSecond, seen }) =>
      signals.map((signal) => {
        const times = seen.map((each) => each[signal] ?? Number.POSITIVE_INFINITY);
        const missing = times.filter((ms) => !Number.isFinite(ms)).length;
        return [
          String(requestsPerSecond),
          signal,
          ...[0.5, 0.95, 1].map((part) => shown(quantile(times, part))),
          `${missing} of ${times.length}`,
        ];
      }),
    ),
  };
}

/** Freshness under a load that fails, or is not there, is that of something else. */
const doubtsOf = (found: readonly UnderLoad[]): string[] =>
  found.flatMap(({ requestsPerSecond, load }) => {
    if (!load) return [];
    const doubt = (what: string) => `the load of ${requestsPerSecond} requests a second ${what}`;
    return [
      ...(load.failed > load.sent / 1_000 ? [doubt(`failed ${load.failed} of ${load.sent} times`)] : []),
      ...(load.beganInTime ? [] : [doubt('began later than what was measured')]),
    ];
  });

const notes = [
  'Without load the few shoppers are there that always are. A request for an unknown product, every 0.73 s, which is no multiple of the scrape interval. A metric is there when Prometheus shows what the service itself counted: scraped every 5 s, so half of that is the mean of what nobody can spare. A log line is searchable in VictoriaLogs once a second. What does not come within half a minute is missing, and counts as later than all else.',
];
