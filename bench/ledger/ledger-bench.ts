import { InvalidArgumentError } from 'commander';
import { CannotMeasure, defineBench } from '../bench';
import { cases } from './cases';
import { type Entry, signals } from './entry';
import { type Tried, tryCase } from './try-case';

interface Options {
  readonly case?: readonly string[];
  readonly short: boolean;
  readonly rate: number;
}

export const ledger = defineBench<Options>({
  name: 'ledger',
  title: 'Nothing lost, nothing doubled',
  description:
    'Numbered spans, log lines and samples through the collector into the stores while something is killed, frozen, stopped, full or away, and a count of what is there afterwards, number by number. Some 40 minutes, with --short 15.',
  configure: (command) =>
    command
      .option(
        '--case <names>',
        `these alone, separated by commas: ${cases.map(({ name }) => name).join(', ')}`,
        casesOf,
      )
      .option('--short', 'stores are away, slow or full for 30 s, not for 5 minutes', false)
      .option('--rate <n>', 'numbers a second of each stream', rateOf, 50),
  async run({ options, say, signal }) {
    const tried: Tried[] = [];
    const impossible: string[] = [];
    for (const each of cases.filter(({ name }) => options.case?.includes(name) ?? true)) {
      signal.throwIfAborted();
      say(`… ${each.title}`);
      const result = await tryCase(each, { perSecond: options.rate, short: options.short, signal }).catch((error) => {
        if (!(error instanceof CannotMeasure)) throw error;
        impossible.push(`${each.title}: not tried, ${error.message}`);
      });
      if (!result) continue;
      tried.push(result);
      for (const { signal: stream, made, stored, lost, doubled, unaccounted } of result.entries)
        say(`  ${stream}: ${made} made, ${stored} stored, ${lost} lost (${unaccounted} uncounted), ${doubled} doubled`);
    }
    if (tried.length === 0 && impossible.length > 0) throw new CannotMeasure(impossible.join('\n'));
    return {
      tables: [
        {
          title: 'The ledger',
          columns: [
            ...['what happens', 'stream', 'made', 'accepted', 'sampled out', 'exported', 'stored'],
            ...['doubled in the store', 'as read', 'lost', 'counted as'],
          ],
          rows: tried.flatMap(rowsOf),
        },
      ],
      notes: [
        `Each stream has ${options.rate} numbers a second: ${signals.join('; ')}. What is sent over OTLP is sent again until it is answered; the service is a process with the library that every service preloads.`,
        ...tried
          .filter(({ refused }) => refused > 0)
          .map(
            ({ title, refused }) => `While ${title}, the collector refused ${refused} items, which were sent again.`,
          ),
        "Stored are different numbers found in Zipkin, VictoriaLogs and Prometheus; doubled is what was found once more, and, as read, what Loki's API and a trace, which know a repeated line or span for what it is, still show of that. Lost is what was made, and neither stored nor left out on purpose.",
        'Accepted is what senders were told, exported what the collector counted as sent of that signal, from both sources; it counts anew when it is started again, so what it sent between the last look at it and its death is missing there. `?`: the service died with its counts.',
      ],
      doubts: [...impossible, ...tried.flatMap(doubtsOf)],
      samples: tried,
    };
  },
});

const doubtsOf = ({ title, entries, uncounted }: Tried) =>
  entries.flatMap(({ signal, unaccounted, unwanted }) => [
    ...(unaccounted > 0 && !uncounted[signal]
      ? [`${title}: ${unaccounted} of the ${signal} are lost, and no counter says so`]
      : []),
    ...(unwanted > 0 ? [`${title}: ${unwanted} of the ${signal} were to be left out, and are stored`] : []),
  ]);

const rowsOf = ({ title, entries, uncounted }: Tried) =>
  entries.map((entry, index) => [
    index === 0 ? title : '',
    entry.signal,
    String(entry.made),
    entry.accepted === undefined ? '?' : String(entry.accepted),
    ...[entry.sampledOut, entry.exported, entry.stored, entry.doubled, entry.doubledAsRead, entry.lost].map(String),
    lossesOf(entry, uncounted[entry.signal]),
  ]);

const lossesOf = ({ counters, unaccounted }: Entry, uncounted: string | undefined) =>
  [
    ...Object.entries(counters).map(([name, count]) => `${count} \`${name}\``),
    ...(unaccounted > 0 ? [`${unaccounted} nowhere${uncounted ? `: ${uncounted}` : ''}`] : []),
  ].join(', ');

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate >= 1 && rate <= 500)) throw new InvalidArgumentError('takes 1 to 500');
  return rate;
}

function casesOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !cases.some((each) => each.name === name));
  if (unknown.length > 0) throw new InvalidArgumentError(`there is no ${unknown.join(', ')}`);
  return names;
}
