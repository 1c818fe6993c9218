import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import { fitted } from '../terminal/fitted';
import type { Screen } from '../verb';
import type { Score } from './score';

export function scoreText(score: Score, minimum: number, { paint, width }: Pick<Screen, 'paint' | 'width'>): string {
  const rows = score.parts.map(({ promise, kept, of, share }) => [
    promise,
    `${kept} of ${of}`,
    of === 0 ? paint('yellow', 'none seen') : paint(share >= minimum ? 'green' : 'red', percent(share)),
  ]);
  const table = columns(
    [{ title: 'promise' }, { title: 'kept', align: 'right' }, { title: 'share', align: 'right' }],
    rows,
  );
  const offenders = score.parts.flatMap((part) => part.offenders);
  return [
    table,
    ...(offenders.length > 0 ? ['', 'for example'] : []),
    ...offenders.map((offender) => paint('yellow', fitted(`  ${plainText(offender)}`, width))),
    ...(score.leftOut.length > 0
      ? ['', paint('dim', `Not judged: the platform has no ${score.leftOut.join(', no ')}`)]
      : []),
    ...(score.empty.length > 0 ? ['', `Nothing to judge: let some traffic pass, or give a longer --window`] : []),
  ].join('\n');
}

export const percent = (share: number) => `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
