import { formatDuration } from '@sightline/promql';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import type { SloStatus } from './slo-status';

const right = (title: string) => ({ title, align: 'right' }) as const;

/** One row for each SLO; a column for each window that any of them has. */
export function sloTable(slos: readonly SloStatus[], { paint, at }: { paint: Paint; at: Date }): string {
  const lengths = new Map(slos.flatMap(({ burnRates }) => burnRates.map(({ window, windowMs }) => [window, windowMs])));
  const windows = [...lengths].sort(([, a], [, b]) => a - b).map(([window]) => window);
  const rows = slos.map((slo) => [
    nameOf(slo),
    percent(slo.objective),
    slo.now === undefined
      ? paint('yellow', 'no data')
      : paint(slo.now < slo.objective ? 'red' : 'green', percent(slo.now)),
    budgetText(slo.budgetLeft, paint),
    ...windows.map((window) => burn(slo, window, paint)),
    end(slo, { paint, at }),
    slo.firing.map(({ tier, urgency }) => paint(urgency === 'page' ? 'red' : 'yellow', tier)).join(', '),
  ]);
  const head = [{ title: 'SLO' }, right('objective'), right('now'), right('budget left'), ...windows.map(right)];
  const table = columns([...head, right('budget ends'), { title: 'firing' }], rows);
  return `${table}\n\nBurn rates by window: 1 spends the budget evenly over the period. When it ends: if the last hour goes on.`;
}

export const nameOf = ({ id, group }: Pick<SloStatus, 'id' | 'group'>) =>
  [id, ...Object.entries(group).map(([name, value]) => `${name}=${value}`)].join(' ');

export const percent = (share: number) => `${Number((share * 100).toFixed(3))} %`;

export function budgetText(left: number | undefined, paint: Paint): string {
  if (left === undefined) return paint('yellow', 'no data');
  const colour = left > 0.25 ? 'green' : left > 0 ? 'yellow' : 'red';
  return paint(colour, `${(left * 100).toFixed(1)} %`);
}

function burn({ burnRates }: SloStatus, window: string, paint: Paint): string {
  const rate = burnRates.find((each) => each.window === window)?.rate;
  if (rate === undefined) return '';
  return paint(rate > 1 ? 'yellow' : 'dim', rate < 9.95 ? rate.toFixed(1) : rate.toFixed(0));
}

function end({ budgetLeft, endsAt }: SloStatus, { paint, at }: { paint: Paint; at: Date }): string {
  if (budgetLeft !== undefined && budgetLeft <= 0) return paint('red', 'spent');
  if (!endsAt) return 'never';
  return paint('yellow', `in ${inTwoUnits(endsAt.getTime() - at.getTime())}`);
}

const units = [86_400_000, 3_600_000, 60_000, 1_000];

/** `2d5h`, `3h20m`: what is smaller than the second unit is left out. */
function inTwoUnits(length: number): string {
  const first = units.findIndex((unit) => length >= unit);
  const smallest = units[Math.min(first + 1, units.length - 1)] ?? 1_000;
  return formatDuration(first < 0 ? 1_000 : Math.floor(length / smallest) * smallest);
}
