import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import { amount, bytes, money } from './amounts';
import type { Contributor } from './contributor';
import type { Cost, PerThousand } from './cost';
import type { ComponentUse } from './processors';

const left = (title: string) => ({ title });
const right = (title: string) => ({ title, align: 'right' }) as const;

export function costText(cost: Cost, paint: Paint): string {
  const { work, window, leftOut } = cost.measured;
  const minutes = amount((window.until.getTime() - window.since.getTime()) / 60_000);
  return [
    `${amount(work.count)} ${work.noun} in ${minutes} minutes, ${amount(work.perSecond)} a second`,
    '',
    paint('bold', `1,000 ${work.noun} cost`),
    ofThousand(cost.perThousand),
    ...contributors(cost, paint),
    '',
    paint('bold', 'Processor time'),
    processorTable(cost.measured.processors, work.noun, paint),
    '',
    paint('bold', `If it went on at this rate, in ${cost.prices.currency}`),
    projectionTable(cost, work.noun),
    ...notes(cost).map((note) => paint('dim', note)),
    ...leftOut.map((what) => paint('dim', what)),
  ].join('\n');
}

function ofThousand({ traces, logs, metrics, processorSeconds }: PerThousand): string {
  const rows = [
    ...(traces
      ? [['spans', amount(traces.made), amount(traces.stored), traces.bytes === undefined ? '' : bytes(traces.bytes)]]
      : []),
    ...(logs ? [['log lines', amount(logs.lines), amount(logs.lines), bytes(logs.bytes)]] : []),
    ['samples', amount(metrics.samples), amount(metrics.samples), bytes(metrics.bytes)],
    ['processor seconds', amount(processorSeconds), '', ''],
  ];
  return columns([left(''), right('made'), right('stored'), right('bytes')], rows);
}

function contributors({ measured: { traces, logs, metrics, work } }: Cost, paint: Paint): string[] {
  const perThousand = 1000 / work.count;
  const table = (title: string, all: readonly Contributor[], what: string, scale: number): string[] => {
    if (all.length === 0) return [];
    const rows = all.map(({ name, count, bytes: size, share }) => [
      plainText(name),
      amount(count * scale),
      size === undefined ? '' : bytes(size * scale),
      `${(share * 100).toFixed(1)} %`,
    ]);
    return ['', paint('bold', title), columns([left(''), right(what), right('bytes'), right('share')], rows)];
  };
  return [
    ...table('Spans', traces?.spans ?? [], 'spans', perThousand),
    ...table(`Attributes of spans, in ${traces?.lookedAt ?? 0} traces`, traces?.attributes ?? [], 'times', 1),
    ...table('Log lines, by bytes', logs?.events ?? [], 'lines', perThousand),
    ...table(`Series, of ${amount(metrics.series)}`, metrics.families, 'series', 1),
  ];
}

function processorTable(processors: readonly ComponentUse[], noun: string, paint: Paint): string {
  const rows = processors.map(({ component, purpose, processors: used, perUnit, idle, isTold, source }) => [
    plainText(component),
    purpose,
    amount(used),
    `${isTold ? '' : '≤ '}${amount(perUnit * 1000)} s`,
    isTold ? amount(idle) : '',
    paint('dim', source),
  ]);
  return columns(
    [left('component'), left('for'), right('in use'), right(`1,000 ${noun}`), right('idle'), left('told by')],
    rows,
  );
}

function projectionTable({ projections, measured }: Cost, noun: string): string {
  const isBound = measured.processors.some(isUntold);
  const rows = projections.map((each) => {
    const { disk, money: cost } = each;
    const bound = isBound ? signOf(each.perSecond - measured.work.perSecond) : '';
    return [
      `${each.perSecond.toLocaleString('en')}`,
      bound + amount(each.machines),
      bound + amount(each.processors.work),
      bound + amount(each.processors.telemetry),
      `${amount(each.spansPerSecond)}`,
      `${amount(each.linesPerSecond)}`,
      amount(each.series),
      bytes((disk.traces + disk.logs + disk.metrics) * 2 ** 30),
      `${bytes(each.networkBytesPerSecond)}/s`,
      bound + money(cost.total),
      bound + money(cost.telemetry),
      bound + money(cost.perThousand),
    ];
  });
  return columns(
    [
      ...[`${noun}/s`, 'machines', 'processors', 'for telemetry', 'spans/s', 'lines/s', 'series', 'disk'],
      ...['network', 'a month', 'of it telemetry', `1,000 ${noun}`],
    ].map(right),
    rows,
  );
}

/** Idling that is reckoned as work grows with it, and goes with it: too much of it above the rate that was measured, too little below. */
const signOf = (above: number) => (above > 0 ? '≤ ' : above < 0 ? '≥ ' : '');

/** Of what is watched for ten seconds there is no history to tell by. */
const isUntold = ({ isTold, purpose }: ComponentUse) => !isTold && purpose !== 'load';

function notes({ measured: { work, processors, logs, traces }, perThousand, pricesFile }: Cost): string[] {
  return [
    '',
    ...(work.count < fewest
      ? [`So few ${work.noun} say little of a thousand: wait, give a longer --window, or run \`sightline load\`.`]
      : []),
    `Prices, and how long is kept: ${pricesFile}; another by --prices <file>.`,
    ...(processors.some(isUntold)
      ? [
          '≤, ≥: what some components use idle is not told from their work, as the rate hardly changed or nobody recorded it; run `sightline load` and ask again.',
        ]
      : []),
    ...(traces?.bytesPerSpan !== undefined
      ? [
          `Bytes of spans are reckoned from ${traces.lookedAt} stored traces, as OTLP has them: ${amount(traces.bytesPerSpan)} B a span.`,
        ]
      : []),
    ...(traces?.storedBy !== undefined ? [`Stored: what the exporter ${plainText(traces.storedBy)} sent.`] : []),
    ...(logs?.isStoredTold ? [`A line takes ${amount(logs.bytesPerStoredLine)} B on the disk of its store.`] : []),
    ...(perThousand.metrics.samples > 0
      ? ['Samples come with time, not with work: of 1,000 at another rate there are others.']
      : []),
  ];
}

const fewest = 30;
