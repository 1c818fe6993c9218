import type { Comparison } from '@sightline/traffic';
import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';

const right = (title: string) => ({ title, align: 'right' }) as const;

export function comparisonText(comparisons: readonly Comparison[], paint: Paint): string {
  const shown = (value: number, { unit }: Comparison) => (unit === 'ms' ? milliseconds(value) : String(value));
  const rows = comparisons.map((comparison) => {
    const { what, sent, seen, agrees, place, note } = comparison;
    const span = sent.atLeast === sent.atMost ? [sent.atLeast] : [sent.atLeast, sent.atMost];
    return [
      agrees ? paint('green', '✓') : paint('red', '✗'),
      what,
      span.map((value) => shown(value, comparison)).join(' to '),
      shown(seen, comparison),
      place ?? note ?? '',
    ];
  });
  const head = [{ title: '' }, { title: '' }, right('generator'), right('platform'), { title: 'probable place' }];
  return columns(head, rows);
}
