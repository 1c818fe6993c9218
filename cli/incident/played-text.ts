import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import type { Played } from './play-incident';

const titles = [
  'incident',
  'alert',
  'within',
  'detected',
  'received',
  'evidence',
  'why blames',
  'recovered',
  'also fired',
];

/** Nobody noticed: the instrumentation, the dashboards or the alerts lack something. */
export const isMissed = ({ detectedMs }: Played) => detectedMs === undefined;

export function playedText(played: readonly Played[], paint: Paint): string {
  const rows = played.map((each) => {
    const cells = cellsOf(each);
    return isMissed(each) ? cells.map((cell) => paint('red', cell)) : cells;
  });
  return columns(
    titles.map((title) => ({ title })),
    rows,
  );
}

/** The page kept under docs/. */
export function playedPage(played: readonly Played[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const missed = played.filter(isMissed).length;
  const right = played.filter(({ place }) => place === 1).length;
  return [
    '<!-- Written by `sightline incident run --write`; do not edit. -->',
    '',
    '# Incidents, played',
    '',
    'Each incident switched on, watched, explained by `sightline why`, and switched off again: `sightline incident run --all --write`.',
    'Times count from the moment the cause was on, recovery from the moment it was off again.',
    '',
    `${played.length - missed} of ${played.length} were detected; \`why\` ranked the true cause first in ${right}.`,
    '',
    row([...titles, 'played']),
    row([...titles, 'played'].map(() => '---')),
    ...played.map((each) => row([...cellsOf(each), each.at.slice(0, 16).replace('T', ' ')])),
    '',
  ].join('\n');
}

function cellsOf({ incident, alert, withinMs, alsoFired, cause, blamed, place, ...each }: Played): string[] {
  const why = blamed === undefined ? 'nothing' : `${blamed.kind} ${blamed.name}`;
  const truth = `true: ${cause.kind} ${cause.name}${place ? `, at place ${place}` : ''}`;
  return [
    incident,
    alert,
    seconds(withinMs),
    seconds(each.detectedMs),
    seconds(each.receivedMs),
    seconds(each.evidenceMs),
    place === 1 ? why : `${why} (${truth})`,
    seconds(each.recoveredMs),
    [...alsoFired, ...(each.problem ? [`could not be played: ${each.problem}`] : [])].join(', ') || '-',
  ];
}

const seconds = (ms: number | undefined) => (ms === undefined ? 'never' : `${(ms / 1000).toFixed(0)} s`);
