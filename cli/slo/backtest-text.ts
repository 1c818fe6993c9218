import type { Backtest, ReplayedAlert } from '@sightline/alerts';
import { formatDuration } from '@sightline/promql';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import { budgetText, percent } from './slo-table';

/** For each SLO what would have fired, when and for how long, and what was left of its budget then. */
export function backtestText(
  results: readonly Backtest[],
  { compare, paint }: { compare: boolean; paint: Paint },
): string {
  return results.map((result) => sloText(result, { compare, paint })).join('\n\n');
}

function sloText(result: Backtest, { compare, paint }: { compare: boolean; paint: Paint }): string {
  const left = result.budgets.map(({ left: share, group }) =>
    [...Object.values(group), budgetText(share, paint)].join(' '),
  );
  return [
    `${result.id}, objective ${percent(result.objective / 100)}: ${left.join(', ') || 'no data'} of the budget left at the end`,
    result.alerts.length === 0 ? '  nothing would have fired' : firingTable(result.alerts, paint),
    ...(compare ? [`  ${comparison(result, paint)}`] : []),
  ].join('\n');
}

function firingTable(alerts: readonly ReplayedAlert[], paint: Paint): string {
  const rows = alerts.flatMap(({ labels, firings, step }) =>
    firings.map(({ from, to }) => [
      '',
      paint(labels.severity === 'critical' ? 'red' : 'yellow', labels.tier ?? labels.severity ?? ''),
      from.toISOString().replace('.000Z', 'Z'),
      to.toISOString().replace('.000Z', 'Z'),
      `${formatDuration(to.getTime() - from.getTime())} ± ${formatDuration(step)}`,
    ]),
  );
  const head = [
    { title: '' },
    { title: 'alert' },
    { title: 'from' },
    { title: 'to' },
    { title: 'for', align: 'right' as const },
  ];
  return columns(head, rows);
}

const comparison = ({ agrees, recorded }: Backtest, paint: Paint) =>
  agrees
    ? paint('green', 'the same as Prometheus recorded')
    : paint(
        'red',
        `not what Prometheus recorded: ${recorded.map(({ labels, firings }) => `${labels.tier} ${firings.length} times`).join(', ') || 'nothing'}`,
      );
