import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import type { Distribution } from './distribution';
import { type Freshness, signals } from './freshness';

export function freshnessText({ samples, signals: measured, aims }: Freshness, paint: Paint): string {
  const shown = (ms: number) => (Number.isFinite(ms) ? milliseconds(ms) : 'never');
  const rows = signals.flatMap((signal) => {
    const known = measured[signal];
    if (!known) return [];
    const { p50, p95, max, missing } = known;
    const colour = isTimely(known, aims?.[signal]) ? 'green' : 'red';
    const aim = aims ? `≤ ${milliseconds(aims[signal])}` : '';
    return [[signal, shown(p50), paint(colour, shown(p95)), aim, shown(max), missing > 0 ? `${missing} missing` : '']];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const head = [{ title: 'signal' }, right('p50'), right('p95'), right('aim'), right('max'), { title: '' }];
  const from = aims ? `From the response until it can be asked for, over ${samples} requests` : sentText(samples);
  return `${from}\n${columns(head, rows)}`;
}

const sentText = (samples: number) => `From when it was taken until it can be asked for, of ${samples} probes`;

export const isFresh = ({ signals: measured, aims }: Freshness) =>
  signals.every((signal) => isTimely(measured[signal], aims?.[signal]));

/** Of another platform, what comes at all is timely. */
const isTimely = (measured: Distribution | undefined, aim: number | undefined) =>
  measured === undefined || (aim === undefined ? measured.missing === 0 : measured.p95 <= aim);
