import type { TriedRules } from '@sightline/alerts';
import { formatDuration } from '@sightline/promql';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';

/** What came of trying a rule file: alert by alert, on what it fired. */
export function triedText(file: string, { alerts, problems }: TriedRules, paint: Paint): string {
  const rows = alerts.map(({ alert, state, by, at, series = [] }) => [
    state === 'fires' ? paint('green', '✓ fires') : paint('yellow', '? unproved'),
    alert,
    by ?? 'no samples were found that make it fire: give it a test of its own',
    at === undefined ? '' : `after ${formatDuration(at)}`,
    paint('dim', series.map(({ series: name, values }) => `${name} ${values}`).join('; ')),
  ]);
  const head = ['', 'alert', 'by', '', 'on'].map((title) => ({ title }));
  const fires = alerts.filter(({ state }) => state === 'fires').length;
  return [
    file,
    ...(rows.length > 0 ? [columns(head, rows)] : []),
    ...problems.map((problem) => paint('red', problem)),
    `${fires} of ${alerts.length} alerts fire${problems.length > 0 ? `; ${problems.length} problems` : ''}`,
  ].join('\n');
}
