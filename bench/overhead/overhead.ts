import { defineBench } from '../bench';
import { type Candidate, type Comparison, compare } from '../harness/compare';
import { figure, ratio, type Table } from '../harness/markdown';
import { wholeNumberIn } from '../harness/numbers';
import { measureVariant, type OverheadFigure } from './measure-variant';
import { pin, processors, requirePinning } from './pinned';
import { openSubject, type SubjectName, subjectNames, subjectTitles } from './subjects';
import { installOthers, variants } from './variants';

interface Options {
  readonly subject: readonly SubjectName[];
  readonly variant?: readonly string[];
  readonly pairs: number;
  readonly seconds: number;
  readonly warmUp: number;
}

/** What telemetry costs a service, beside the same service without, and beside what others make of it. */
export const overhead = defineBench<Options>({
  name: 'overhead',
  title: 'What telemetry costs a service',
  description: [
    'Asks a service as much as it can do, and then 70 % of that, with and without each signal, and under OpenTelemetry’s own',
    'auto-instrumentation. The service has one processor to itself; load, database, Kafka and collector share the others.',
    'All of it takes about 20 minutes; Linux, with two processors or more.',
  ].join('\n'),
  configure: (command) =>
    command
      .option('--subject <names...>', `of ${subjectNames.join(', ')}`, ['empty', 'order'])
      .option('--variant <names...>', 'these alone, and bare: by the beginnings of their names')
      .option('--pairs <number>', 'samples of each variant', wholeNumberIn({ min: 1 }), 5)
      .option('--seconds <number>', 'of each load', wholeNumberIn({ min: 1 }), 4)
      .option('--warm-up <seconds>', 'before the first', wholeNumberIn({ min: 1 }), 2),
  async run({ options, say, signal }) {
    requirePinning();
    installOthers(say);
    pin(process.pid, processors.others);
    const tables: Table[] = [];
    const doubts: string[] = [];
    const samples: Record<string, unknown> = {};
    for (const name of options.subject) {
      const comparison = await compareVariants(name, options, { say, signal });
      tables.push(tableOf(subjectTitles[name], comparison));
      samples[name] = comparison;
      if (!comparison.control.holds)
        doubts.push(
          `${subjectTitles[name]}: bare beside bare kept ${ratio(comparison.control.ratio)}, more than 2 % apart.`,
        );
      const idle = name === 'order' ? [] : comparison.compared.filter(({ median }) => median.busy < saturated);
      if (idle.length > 0)
        doubts.push(
          `${subjectTitles[name]}: at saturation the service had no more than ${figure(Math.min(...idle.map(({ median }) => median.busy)), 2)} of its
processor: the load, or other programs, held it back. Read the processor time of a request, and not the rates.`,
        );
    }
    return { tables, doubts, samples, notes };
  },
});

/** The share of its processor that a service uses when nothing else holds it back. */
const saturated = 0.85;

const notes = [
  [
    '*rate*: requests per second on one processor at saturation, medians. *keeps*: of bare, with the interval that holds it 19 times in 20. *CPU*:',
    'of the service’s process with all its threads, per request. *allocated*: on the heap of its main thread, per request. *at 70 %*: of its own',
    'saturation, evenly paced; *stall* is the longest time that the event loop was late, the median of the samples’ worst. *memory*: resident, beyond bare.',
  ].join('\n'),
  [
    '*context only* traces with nothing sampled. *auto-instrumentation* and *its SDK* are at their defaults, with their own metrics, and with the same lines as',
    'ours, written by pino into a file; ours go to standard output and, by a worker thread, to the collector.',
  ].join('\n'),
];

async function compareVariants(
  name: SubjectName,
  { variant: chosen, pairs, seconds, warmUp }: Options,
  watching: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<Comparison<OverheadFigure>> {
  const subject = await openSubject(name);
  try {
    const [reference, ...others] = variants(subject.destination, subject.folder);
    const candidateOf = (variant: typeof reference): Candidate<OverheadFigure> => ({
      name: variant.name,
      measure: () => measureVariant(subject, variant, { seconds, warmUpSeconds: warmUp }),
    });
    const wanted = others.filter((each) => !chosen || chosen.some((beginning) => each.name.startsWith(beginning)));
    return await compare({
      candidates: [candidateOf(reference), ...wanted.map(candidateOf)],
      pairs,
      judge: 'rate',
      ...watching,
    });
  } finally {
    await subject.close();
  }
}

function tableOf(title: string, { compared }: Comparison<OverheadFigure>): Table {
  const bare = compared[0]?.median;
  return {
    title,
    columns: [
      ...['', 'rate', 'keeps', 'CPU µs', 'CPU, times bare', 'CPU beyond bare µs', 'allocated kB', 'p50 ms', 'p99 ms'],
      ...['at 70 %: CPU µs', 'p50 ms', 'p99 ms', 'stall ms', 'memory beyond bare MB'],
    ],
    rows: compared.map(({ name, median, ratio: of }) => [
      ...[name, figure(median.rate), ratio(of.rate), figure(median.cpu), ratio(of.cpu)],
      figure(median.cpu - (bare?.cpu ?? 0)),
      ...[figure(median.allocated / 1e3), figure(median.p50), figure(median.p99), figure(median.cpuCalm)],
      ...[figure(median.p50Calm), figure(median.p99Calm), figure(median.stallCalm)],
      figure((median.resident - (bare?.resident ?? 0)) / 1e6),
    ]),
  };
}
