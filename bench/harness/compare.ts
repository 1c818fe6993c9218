import { median, type Ratio, ratioOf } from './statistics';

/** One sample: figures by name, each for its own unit of work. */
export type Sample<Figure extends string> = Readonly<Record<Figure, number>>;

export interface Candidate<Figure extends string> {
  readonly name: string;
  /** Takes one sample. Everything it starts has ended when it resolves. */
  measure(): Promise<Sample<Figure>>;
}

export interface ComparisonOptions<Figure extends string> {
  /** The first is what the others are compared with. */
  readonly candidates: readonly [Candidate<Figure>, ...Candidate<Figure>[]];
  /** Samples of each; five or more. */
  readonly pairs: number;
  /** What must be the same within `apart` when the reference is compared with itself. */
  readonly judge: NoInfer<Figure>;
  /** Default 0.02. */
  readonly apart?: number;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface Compared<Figure extends string> {
  readonly name: string;
  readonly samples: readonly Sample<Figure>[];
  readonly median: Sample<Figure>;
  /** Of the reference, pair by pair. */
  readonly ratio: Readonly<Record<Figure, Ratio>>;
}

export interface Comparison<Figure extends string> {
  readonly compared: readonly Compared<Figure>[];
  /** The reference beside itself: what this machine, at this time, cannot tell apart. */
  readonly control: { readonly ratio: Ratio; readonly samples: readonly Sample<Figure>[]; readonly holds: boolean };
}

/**
 * Measures the reference beside itself first, and then all candidates in turns, forwards and backwards (A B C, C B A, …), so that what
 * changes with time meets all of them alike.
 *
 * @throws the reason of `signal` when it is aborted between two samples.
 */
export async function compare<Figure extends string>(options: ComparisonOptions<Figure>): Promise<Comparison<Figure>> {
  const { candidates, pairs, say = () => {}, signal } = options;
  const sampleOf = async (candidate: Candidate<Figure>, what: string) => {
    signal?.throwIfAborted();
    const sample = await candidate.measure();
    say(`${what}  ${candidate.name}: ${told(sample)}`);
    return sample;
  };
  const [reference] = candidates;
  const control = await compareWithItself(options, () => sampleOf(reference, 'control'));
  const samples = new Map<string, Sample<Figure>[]>(candidates.map(({ name }) => [name, []]));
  for (let pair = 0; pair < pairs; pair++)
    for (const candidate of inTurn(candidates, pair))
      samples.get(candidate.name)?.push(await sampleOf(candidate, `${pair + 1} of ${pairs}`));
  const ofReference = samples.get(reference.name) ?? [];
  return {
    control,
    compared: candidates.map(({ name }) => describe(name, samples.get(name) ?? [], ofReference)),
  };
}

/** Every other round goes backwards. */
const inTurn = <T>(candidates: readonly T[], round: number): readonly T[] =>
  round % 2 === 0 ? candidates : candidates.toReversed();

/** As many pairs as everything else has: a control that is tried until it fits would always fit in the end. */
async function compareWithItself<Figure extends string>(
  { pairs, judge, apart = 0.02 }: ComparisonOptions<Figure>,
  sample: () => Promise<Sample<Figure>>,
): Promise<Comparison<Figure>['control']> {
  const samples: Sample<Figure>[] = [];
  // A A' A' A: the first of each pair is once the earlier, once the later.
  while (samples.length < 2 * pairs || samples.length % 4 !== 0) samples.push(await sample());
  const judged = samples.map((each) => each[judge]);
  const first = judged.filter((_, at) => at % 4 === 0 || at % 4 === 3);
  const second = judged.filter((_, at) => at % 4 === 1 || at % 4 === 2);
  const ratio = ratioOf(second, first);
  return { ratio, samples, holds: Math.abs(ratio.mean - 1) <= apart };
}

function describe<Figure extends string>(
  name: string,
  samples: readonly Sample<Figure>[],
  reference: readonly Sample<Figure>[],
): Compared<Figure> {
  const figures = Object.keys(samples[0] ?? {}) as Figure[];
  const of = (each: readonly Sample<Figure>[], figure: Figure) => each.map((sample) => sample[figure]);
  const byFigure = <T>(make: (figure: Figure) => T) =>
    Object.fromEntries(figures.map((figure) => [figure, make(figure)])) as Record<Figure, T>;
  return {
    name,
    samples,
    median: byFigure((figure) => median(of(samples, figure))),
    ratio: byFigure((figure) => ratioOf(of(samples, figure), of(reference, figure))),
  };
}

const told = (sample: Sample<string>) =>
  Object.entries(sample)
    .map(([figure, value]) => `${figure} ${Number(value.toPrecision(4))}`)
    .join(', ');
