import { type Command, Option } from 'commander';
import { defineBench } from '../bench';
import { type Candidate, type Comparison, compare } from '../harness/compare';
import { figure, ratio, type Table } from '../harness/markdown';
import { wholeNumberIn } from '../harness/numbers';
import { type CollectorFigure, measureStage } from './measure-stage';
import { type Signal, type Stage, signals, stages } from './stages';

interface Options {
  readonly signal: readonly Signal[];
  readonly stage?: readonly string[];
  readonly pairs: number;
  readonly items: number;
  readonly against?: readonly [program: string, folder: string];
}

const wholeNumber = wholeNumberIn({ min: 1 });

/** What the collector needs for each thing that it does. */
export const collector = defineBench<Options>({
  name: 'collector',
  title: 'What telemetry costs the collector',
  description: [
    'Sends spans, log lines and samples of the shop through the real collector with its real configuration, cut down to one thing more at each',
    'stage, into a store that takes everything. Linux. Each sample takes some 12 s: all of it about 25 minutes, one signal 6 to 12.',
  ].join('\n'),
  configure: (command: Command) =>
    command
      .addOption(new Option('--signal <names...>', 'these alone').choices(signals).default(signals))
      .option('--stage <names...>', 'these alone, and the first: by what their names contain')
      .option('--pairs <number>', 'samples of each stage', wholeNumber, 5)
      .option('--items <number>', 'spans, lines or samples in each', wholeNumber, 150_000)
      .option(
        '--against <program-and-folder...>',
        'beside each stage another collector, with the folder of its configuration',
      ),
  async run({ options, say, signal: aborted }) {
    const tables: Table[] = [];
    const doubts: string[] = [];
    const samples: Record<string, unknown> = {};
    for (const signal of options.signal) {
      const comparison = await compare({
        candidates: candidates(signal, options),
        pairs: options.pairs,
        judge: 'cpuSeconds',
        say,
        signal: aborted,
      });
      tables.push(tableOf(signal, comparison));
      samples[signal] = comparison;
      if (!comparison.control.holds)
        doubts.push(
          `${signal}: the first stage beside itself took ${ratio(comparison.control.ratio)}, more than 2 % apart.`,
        );
    }
    return { tables, doubts, samples, notes };
  },
});

const notes = [
  [
    '*CPU s*: processor seconds of the collector for a million, medians; *more* is what the stage adds to the one before. *of the first*: the ratio, with the',
    'interval that holds it 19 times in 20. *sent*: bytes to the stores for a million, what is counted from spans among them. *memory*: the most it had.',
  ].join('\n'),
  [
    'Spans come as OTLP in protobuf, 512 of 32 orders in two requests, and go on in Zipkin’s protobuf; lines as pino-loki pushes them, 500 in a request; samples by',
    'scrapes of 17,000 a second, nearly all in histograms with exemplars. Sampled: decisions wait 2 s, 1 order in 100 fails, 1 in 50 is slow.',
  ].join('\n'),
];

function candidates(signal: Signal, { stage: chosen, items, against }: Options) {
  const [first, ...rest] = stages[signal];
  const wanted = [first, ...rest.filter(({ name }) => !chosen || chosen.some((part) => name.includes(part)))];
  const [program, folder] = against ?? [];
  const candidateOf = (stage: Stage, of?: { program: string; folder: string }): Candidate<CollectorFigure> => ({
    name: of ? stage.name + theOther : stage.name,
    measure: () => measureStage(signal, stage, { items, of }),
  });
  const other = program && folder ? { program, folder } : undefined;
  const [reference, ...others] = wanted.flatMap((stage) => [
    candidateOf(stage),
    ...(other ? [candidateOf(stage, other)] : []),
  ]);
  if (!reference) throw new Error(`there is no stage of ${signal}`);
  return [reference, ...others] as const;
}

function tableOf(signal: Signal, { compared }: Comparison<CollectorFigure>): Table {
  return {
    title: `A million ${signal}`,
    columns: ['', 'CPU s', 'more', 'of the first', 'sent MB', 'memory MB'],
    rows: compared.map(({ name, median, ratio: of }) => {
      const before = stageBefore(signal, name);
      const less = before === undefined ? undefined : compared.find((each) => each.name === before)?.median.cpuSeconds;
      return [
        ...[name, figure(median.cpuSeconds), less === undefined ? '' : figure(median.cpuSeconds - less, 2)],
        ...[ratio(of.cpuSeconds), figure(median.sentBytes / 1e6), figure(median.peakBytes / 1e6)],
      ];
    }),
  };
}

const theOther = ' (the other)';

/** The stage that a `+` adds to, of the same collector; undefined for one that adds to none. */
export function stageBefore(signal: Signal, name: string): string | undefined {
  const suffix = name.endsWith(theOther) ? theOther : '';
  const at = stages[signal].findIndex((stage) => stage.name + suffix === name);
  const before = name.startsWith('+') ? stages[signal][at - 1] : undefined;
  return before && before.name + suffix;
}
