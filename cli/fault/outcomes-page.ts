import type { Subject } from '../why';
import { accuracyAt, averageUpTo, placesOf } from './accuracy';
import type { PlayedFault } from './play-fault';

/** What came of a fault, and what others make of the same series. */
export interface FaultOutcome extends PlayedFault {
  /** `why` was asked again, later, about what was recorded: the same moment, a newer `why`. */
  readonly fromRecording?: true;
  /** Rankings by method. */
  readonly others?: Readonly<Record<string, readonly Subject[]>>;
}

const titles = [
  'fault',
  'what was done',
  'first',
  'second',
  'third',
  'place of the cause',
  'asked after',
  'took',
  'played while it was made',
  'played',
];

/** The page kept under docs/. */
export function outcomesPage(outcomes: readonly FaultOutcome[]): string {
  const played = outcomes.filter(({ problem }) => problem === undefined);
  const left = outcomes.filter(({ problem }) => problem !== undefined);
  const methods = [...new Set(played.flatMap(({ others }) => Object.keys(others ?? {})))];
  const groups = [
    { name: 'all', of: played },
    { name: 'played while `why` was made', of: played.filter(({ heldOut }) => !heldOut) },
    { name: 'played first when it was done', of: played.filter(({ heldOut }) => heldOut) },
  ];
  return [
    '<!-- Written by `sightline fault run --write`; do not edit. -->',
    '',
    '# Faults that `why` does not know',
    '',
    'Each done to the running platform from outside, under gentle traffic, explained by `sightline why`, and undone again:',
    '`sightline fault run --all --write`. `why` knows none of them by name: it weighs kinds of evidence. Some were played while it was',
    'made, the others for the first time when it was done. AC@k is the share of the true causes among the first k that are named (of',
    'as many as there is room for, where two things were done at once), Avg@5 the mean of AC@1 to AC@5. Machines that were busy with',
    'other work at the time make it harder, and are not left out.',
    '',
    table(
      ['faults', 'played', 'AC@1', 'AC@3', 'Avg@5'],
      groups.map(({ name, of }) => [name, String(of.length), ...figures(of, ({ named }) => named)]),
    ),
    '',
    ...(methods.length > 0
      ? [
          'Others on the same series, told the moment of the cause, each series taken for the component it belongs to. They have the series',
          'alone; `why` also has traces, log lines, and what it sees for itself: who answers, which process stands still, locks, disks.',
          '',
          table(
            ['method', 'played', 'AC@1', 'AC@3', 'Avg@5'],
            methods.map((method) => {
              const of = played.filter(({ others }) => others?.[method]);
              return [method, String(of.length), ...figures(of, ({ others }) => others?.[method] ?? [])];
            }),
          ),
          '',
        ]
      : []),
    table(
      [...titles, ...methods],
      played.map((each) => [...cellsOf(each), ...methods.map((method) => places(each, each.others?.[method]))]),
    ),
    '',
    ...misses(played),
    ...(left.length > 0 ? ['Not played:', '', ...left.map(({ fault, problem }) => `- ${fault}: ${problem}`), ''] : []),
  ].join('\n');
}

function cellsOf(outcome: FaultOutcome): string[] {
  const { fault, title, named, askedAfterMs, tookMs, heldOut, at, fromRecording } = outcome;
  const place = (index: number) => named[index]?.name ?? '-';
  return [
    fault,
    title,
    place(0),
    place(1),
    place(2),
    places(outcome, named),
    seconds(askedAfterMs),
    seconds(tookMs),
    heldOut ? 'no' : 'yes',
    `${at.slice(0, 16).replace('T', ' ')}${fromRecording ? ', asked again' : ''}`,
  ];
}

/** `1`; `1 and 2` of two causes; `-` for one that is not named. */
const places = ({ truths }: FaultOutcome, ranking: readonly Subject[] = []) =>
  placesOf(truths, ranking)
    .map((place) => place ?? '-')
    .join(' and ');

function misses(played: readonly FaultOutcome[]): string[] {
  const missed = played.filter(({ truths, named }) => accuracyAt(1, [{ truths, ranking: named }]) < 1);
  if (missed.length === 0) return [];
  const line = ({ fault, truths, named, miss }: FaultOutcome) =>
    `- ${fault}: ${named[0]?.name ?? 'nothing'} instead of ${truths.map(({ name }) => name).join(' and ')}${miss ? `. ${miss}` : ''}`;
  return ['Where the cause was not named first:', '', ...missed.map(line), ''];
}

const figures = (outcomes: readonly FaultOutcome[], ranking: (outcome: FaultOutcome) => readonly Subject[]) => {
  const cases = outcomes.map((outcome) => ({ truths: outcome.truths, ranking: ranking(outcome) }));
  return [accuracyAt(1, cases), accuracyAt(3, cases), averageUpTo(5, cases)].map((value) => value.toFixed(2));
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const seconds = (ms: number | undefined) => (ms === undefined ? '-' : `${(ms / 1000).toFixed(0)} s`);
