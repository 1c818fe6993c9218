import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repositoryRoot } from '@sightline/stack';
import { defineBench } from '../bench';
import type { Table } from '../harness/markdown';
import { wholeNumberIn } from '../harness/numbers';
import { median } from '../harness/statistics';
import { type Moment, moments } from './moments';
import { type Place, residentMegabytes, type Started, startOnce, stop } from './start-once';

interface Options {
  readonly runs: number;
  readonly shoppers: number;
  readonly portOffset: number;
}

interface Round {
  readonly cold: Started;
  readonly warm: Started;
  /** In MB, minute by minute, while the shoppers that always are there go on; of the last round alone. */
  readonly minutes: readonly number[];
}

export const start = defineBench<Options>({
  name: 'start',
  title: 'How soon the platform is there, and how large it is',
  description:
    'Clones the last commit, and starts it with empty caches (npm packages, engines, compilers) as a newcomer would; stops it, and starts it again. With --shoppers, watches its memory afterwards. Four to fifteen minutes a run, during which the machine should have nothing else to do.',
  configure: (command) =>
    command
      .option('--runs <number>', 'from nothing, each time', wholeNumberIn({ min: 1, max: 20 }), 3)
      .option('--shoppers <minutes>', 'how long to watch the memory', wholeNumberIn({ min: 0, max: 1_440 }), 0)
      .option('--port-offset <number>', 'added to every port', wholeNumberIn({ min: 0, max: 40_000 }), 23_000),
  async run({ options, say, signal }) {
    const rounds: Round[] = [];
    for (let run = 1; run <= options.runs; run += 1) {
      say(`run ${run} of ${options.runs}: with empty caches`);
      const minutes = run === options.runs ? options.shoppers : 0;
      rounds.push(await round({ minutes, portOffset: options.portOffset, say, signal }));
    }
    return { tables: tablesOf(rounds), notes, doubts: doubtsOf(rounds), samples: rounds };
  },
});

interface RoundOptions {
  readonly minutes: number;
  readonly portOffset: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

async function round({ minutes, portOffset, say, signal }: RoundOptions): Promise<Round> {
  const whole = mkdtempSync(join(tmpdir(), 'sightline-start-'));
  const folder = join(whole, 'repository');
  const env = {
    ...process.env,
    SIGHTLINE_CACHE: join(whole, 'cache'),
    SIGHTLINE_HOME: join(whole, 'home'),
    SIGHTLINE_PORT_OFFSET: String(portOffset),
    npm_config_cache: join(whole, 'npm'),
    NO_COLOR: '1',
  };
  const place: Place = { folder, env, signal };
  try {
    await promisify(execFile)('git', ['clone', '--quiet', repositoryRoot, folder], { signal });
    const cold = await startOnce(place);
    await stop(place);
    say('again, with everything there');
    const warm = await startOnce(place);
    return { cold, warm, minutes: await watch(place, minutes, say) };
  } finally {
    await stop(place).catch(() => undefined);
    rmSync(whole, { recursive: true, force: true });
  }
}

async function watch(place: Place, minutes: number, say: (line: string) => void): Promise<readonly number[]> {
  const seen: number[] = [];
  while (seen.length < minutes) {
    await delay(60_000, undefined, { signal: place.signal });
    seen.push(await residentMegabytes(place));
    say(`${seen.length} min: ${seen.at(-1)} MB`);
  }
  return seen;
}

function tablesOf(rounds: readonly Round[]): Table[] {
  const told = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(', ');
  const row = (name: string, unit: string, values: readonly number[]) => [
    name,
    `${median(values).toFixed(0)} ${unit}`,
    told(values),
  ];
  const columns = ['what', 'median', 'each run'];
  const until = (pick: (round: Round) => Started) =>
    (Object.keys(moments) as Moment[]).flatMap((moment) => {
      const values = rounds.map((each) => pick(each).seconds[moment]).filter((value) => value !== undefined);
      return values.length === rounds.length ? [row(moments[moment], 's', values)] : [];
    });
  const minutes = rounds.at(-1)?.minutes ?? [];
  const after = [1, 5, 15, 30, 45, 60].filter((minute) => minute <= minutes.length);
  return [
    {
      title: 'With empty caches',
      columns,
      rows: [
        ...until(({ cold }) => cold),
        row(
          'most on disk while building',
          'MB',
          rounds.map(({ cold }) => cold.diskMegabytes),
        ),
        row(
          'resident then',
          'MB',
          rounds.map(({ cold }) => cold.megabytes),
        ),
      ],
    },
    { title: 'Started again', columns, rows: until(({ warm }) => warm) },
    ...(after.length === 0
      ? []
      : [
          {
            title: 'Resident while shoppers go on',
            columns: after.map((minute) => `${minute} min`),
            rows: [after.map((minute) => `${minutes[minute - 1]} MB`)],
          },
        ]),
  ];
}

const doubtsOf = (rounds: readonly Round[]): string[] =>
  rounds.some(({ cold, warm }) => cold.seconds.trace === undefined || warm.seconds.trace === undefined)
    ? ['a start told of no first trace']
    : [];

const notes = [
  'Seconds count from the command, `npm start -- --detach`, with its compiling and starting. Package registries fill the empty caches, so the network belongs to the figure. Memory is proportional set size: what processes share is counted once. Memory after minutes grows with what the trace store and the heaps are allowed to keep, up to their limits.',
];
