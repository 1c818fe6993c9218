import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBench } from '../bench';
import { figure, type Table } from '../harness/markdown';
import { wholeNumberIn } from '../harness/numbers';
import { type CpuProfile, timeByPackage } from './cpu-profile';
import { profileVariant } from './measure-variant';
import { pin, processors, requirePinning } from './pinned';
import { openSubject, type Subject, type SubjectName, subjectNames, subjectTitles } from './subjects';
import { installOthers, type Variant, variants } from './variants';

interface Options {
  readonly subject: readonly SubjectName[];
  readonly variant: readonly string[];
  readonly seconds: number;
  readonly warmUp: number;
}

/** Where the processor time goes that `overhead` finds. */
export const overheadProfile = defineBench<Options>({
  name: 'overhead-profile',
  title: 'Where the processor time of a request goes',
  description: [
    'Profiles a service while it is asked as much as it can do, bare and observed, and adds up what each package did itself: one run of each,',
    'some 10 s. A profile costs, and hides: read which share is whose, and take the times from the other table. Linux, with two processors or more.',
  ].join('\n'),
  configure: (command) =>
    command
      .option('--subject <names...>', `of ${subjectNames.join(', ')}`, ['empty', 'order'])
      .option('--variant <names...>', 'by the beginnings of their names', ['bare', 'ours', 'auto'])
      .option('--seconds <number>', 'that are profiled', wholeNumberIn({ min: 1 }), 6)
      .option('--warm-up <seconds>', 'before', wholeNumberIn({ min: 1 }), 3),
  async run({ options, say, signal }) {
    requirePinning();
    installOthers(say);
    pin(process.pid, processors.others);
    const tables: Table[] = [];
    const samples: Record<string, unknown> = {};
    for (const name of options.subject) {
      const subject = await openSubject(name);
      try {
        const profiles: Profiled[] = [];
        for (const variant of variants(subject.destination, subject.folder)) {
          if (!options.variant.some((beginning) => variant.name.startsWith(beginning))) continue;
          signal.throwIfAborted();
          say(`${name}: ${variant.name}`);
          profiles.push(...(await profileOf(subject, variant, options)));
        }
        tables.push(tableOf(subjectTitles[name], profiles));
        samples[name] = profiles.map(({ column, perRequest }) => ({
          column,
          perRequest: Object.fromEntries(perRequest),
        }));
      } finally {
        await subject.close();
      }
    }
    return { tables, doubts: [], samples, notes };
  },
});

const notes = [
  [
    'Microseconds of a request in which code of a package itself was at work, by V8’s profiler, a thousand samples a second; what it had others do is theirs. What is',
    'native (writing to sockets, encoding, copying) has no name. What a package costs beyond its own row is what the other rows have more than in *bare*.',
  ].join('\n'),
];

/** What one kind of thread of one variant did, in microseconds for each request. */
interface Profiled {
  readonly column: string;
  readonly perRequest: ReadonlyMap<string, number>;
}

async function profileOf(subject: Subject, variant: Variant, { seconds, warmUp }: Options): Promise<Profiled[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-profile-'));
  try {
    const { answered, ...span } = await profileVariant(subject, variant, { seconds, warmUpSeconds: warmUp, folder });
    const threads: Record<'main' | 'worker', Map<string, number>> = { main: new Map(), worker: new Map() };
    for (const file of readdirSync(folder)) {
      const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
      const into = threads[threadOf(file)];
      for (const [name, time] of timeByPackage(profile, span)) into.set(name, (into.get(name) ?? 0) + time / answered);
    }
    const { main, worker } = threads;
    return [
      { column: variant.name, perRequest: main },
      ...(worker.size > 0 ? [{ column: `${variant.name}: worker thread`, perRequest: worker }] : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `CPU.<date>.<time>.<pid>.<thread>.<number>.cpuprofile`; the main thread is 0. */
const threadOf = (file: string) => (file.split('.')[4] === '0' ? 'main' : 'worker');

/** Rows below are one row: there are a hundred packages. */
const rowsAtMost = 20;

function tableOf(title: string, profiles: readonly Profiled[]): Table {
  const names = [...new Set(profiles.flatMap(({ perRequest }) => [...perRequest.keys()]))];
  const most = (name: string) => Math.max(...profiles.map(({ perRequest }) => perRequest.get(name) ?? 0));
  const sorted = names.toSorted((a, b) => most(b) - most(a));
  const sum = (profile: Profiled, of: readonly string[]) =>
    of.reduce((total, name) => total + (profile.perRequest.get(name) ?? 0), 0);
  const row = (name: string, of: readonly string[]) => [name, ...profiles.map((each) => cell(sum(each, of)))];
  return {
    title,
    columns: ['', ...profiles.map(({ column }) => column)],
    rows: [
      row('all', names),
      ...sorted.slice(0, rowsAtMost).map((name) => row(name, [name])),
      row('the rest', sorted.slice(rowsAtMost)),
    ],
  };
}

const cell = (microseconds: number) => (microseconds < 0.005 ? '' : figure(microseconds));
