import { formatDuration } from '@sightline/promql';
import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import type { Screen } from '../verb';
import type { ListedAlert } from './listed-alerts';

const colours = { firing: 'red', pending: 'yellow', suppressed: 'dim', inactive: 'green', unknown: 'dim' } as const;

/** A line for each alert, then the rules that cannot be evaluated. */
export function listText(alerts: readonly ListedAlert[], { paint }: Pick<Screen, 'paint'>): string {
  const rows = alerts.map(({ name, severity, state, active, receivers, summary, for: wait, error }) => [
    plainText(name),
    plainText(severity),
    error === undefined ? paint(colours[state], active > 1 ? `${state} (${active})` : state) : paint('red', 'error'),
    wait > 0 ? formatDuration(wait) : '',
    plainText(receivers.join(', ')),
    plainText(summary),
  ]);
  const head = ['alert', 'severity', 'state', 'for', 'goes to', 'summary'].map((title) => ({ title }));
  const broken = alerts.filter(({ error }) => error !== undefined);
  return [
    columns(head, rows),
    '',
    `${alerts.length} alerts, ${alerts.filter(({ state }) => state === 'firing').length} firing`,
    ...broken.map(({ name, group, error }) =>
      paint('red', plainText(`${name} (${group}) cannot be evaluated: ${error}`)),
    ),
  ].join('\n');
}
