import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import { type Freshness, signals } from './freshness';

export function freshnessText({ samples, signals: measured, aims }: Freshness, paint: Paint): string {
  const shown = (ms: number) => (Number.isFinite(ms) ? milliseconds(ms) : 'never');
  const rows = signals.map((signal) => {
    const { p50, p95, max, missing } = measured[signal];
    const colour = p95 <= aims[signal] ? 'green' : 'red';
    const aim = `≤ ${milliseconds(aims[signal])}`;
    return [signal, shown(p50), paint(colour, shown(p95)), aim, shown(max), missing > 0 ? `${missing} missing` : ''];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const head = [{ title: 'signal' }, right('p50'), right('p95'), right('aim'), right('max'), { title: '' }];
  return `From the response until it can be asked for, over ${samples} requests\n${columns(head, rows)}`;
}

export const isFresh = ({ signals: measured, aims }: Freshness) =>
  signals.every((signal) => measured[signal].p95 <= aims[signal]);
