import type { Report } from '@sightline/traffic';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';

/** The targets, run beside run. */
export function reportText({ targets, runs }: Report, paint: Paint): string {
  const head = [
    { title: 'target' },
    { title: 'wanted' },
    ...runs.map(({ name }) => ({ title: name, align: 'right' as const })),
  ];
  const rows = targets.map(({ name, wanted, unit, results }) => [
    name,
    wanted,
    ...results.map(({ measured, passes }) => paint(passes ? 'green' : 'red', `${measured.toFixed(2)} ${unit}`)),
  ]);
  return columns(head, rows);
}
