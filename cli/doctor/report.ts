import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import type { Diagnosis } from './doctor';
import type { Finding, FindingState } from './finding';

const marks: Record<FindingState, { mark: string; colour: 'green' | 'yellow' | 'red' | 'dim' }> = {
  ok: { mark: '✓', colour: 'green' },
  slow: { mark: '~', colour: 'yellow' },
  broken: { mark: '✗', colour: 'red' },
  skipped: { mark: '-', colour: 'dim' },
};

/** The table of hops, and under it the first broken one with what to look at next. */
export function diagnosisText({ healthy, findings, traceId }: Diagnosis, paint: Paint): string {
  const row = ({ hop, state, ms, detail }: Finding) => [
    paint(marks[state].colour, `${marks[state].mark} ${state}`),
    hop,
    ms === undefined ? '' : milliseconds(ms),
    paint('dim', detail),
  ];
  const table = columns(
    [{ title: 'state' }, { title: 'hop' }, { title: 'after', align: 'right' }, { title: 'seen' }],
    findings.map(row),
  );
  return [table, '', ...verdict({ healthy, findings }, paint), ...(traceId ? [`sightline trace ${traceId}`] : [])].join(
    '\n',
  );
}

function verdict({ healthy, findings }: Pick<Diagnosis, 'healthy' | 'findings'>, paint: Paint): string[] {
  const broken = findings.find(({ state }) => state === 'broken');
  if (broken) {
    return [
      paint('red', `Broken at "${broken.hop}": ${broken.detail}`),
      `Look next at ${broken.next}`,
      ...(broken.lines ?? []).map((line) => `    ${line}`),
    ];
  }
  const slow = findings.filter(({ state }) => state === 'slow').map(({ hop }) => hop);
  if (slow.length > 0) return [paint('yellow', `Whole, but slow: ${slow.join(', ')}`)];
  if (!healthy) return [];
  const unproved = findings.filter(({ state }) => state === 'skipped').map(({ hop }) => hop);
  return unproved.length === 0
    ? [paint('green', 'Whole: every hop is there, in all three signals')]
    : [paint('green', `Whole, but for ${unproved.length} that could not be proved: ${unproved.join(', ')}`)];
}
