import type { PrometheusStore } from '@sightline/stores';
import { median } from './contrast';
import type { TimeSpan } from './times';

export interface ActiveAlert {
  readonly name: string;
  readonly state: 'pending' | 'firing';
  readonly since: Date;
  readonly labels: Readonly<Record<string, string>>;
}

export interface BurningSlo {
  readonly name: string;
  /** How many times faster than allowed the budget goes. */
  readonly rate: number;
  readonly since: Date;
}

/** Always firing, by design. */
const watchdog = 'Watchdog';

/** The alerts that are pending or firing, the one active for longest first. */
export async function activeAlerts(metrics: PrometheusStore, at?: Date): Promise<ActiveAlert[]> {
  const [states, starts] = await Promise.all([metrics.query('ALERTS', at), metrics.query('ALERTS_FOR_STATE', at)]);
  const identity = ({ alertstate: _, ...labels }: Readonly<Record<string, string>>) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([key]) => key !== '__name__')
        .sort(),
    );
  const startOf = new Map(starts.map(({ labels, value }) => [identity(labels), value]));
  return states
    .filter(({ labels }) => labels.alertname !== watchdog)
    .flatMap(({ labels: { __name__: _, alertname = '', alertstate, ...labels } }) => {
      const start = startOf.get(identity({ alertname, ...labels }));
      if (start === undefined || (alertstate !== 'pending' && alertstate !== 'firing')) return [];
      return { name: alertname, state: alertstate, since: new Date(start * 1000), labels } as const;
    })
    .sort((a, b) => a.since.getTime() - b.since.getTime());
}

/** The SLOs whose budget goes faster than it may, and since when it does. */
export async function burningSlos(metrics: PrometheusStore, { since, until }: TimeSpan): Promise<BurningSlo[]> {
  const series = await metrics.range('slo:current_burn_rate:ratio', { since, until, stepSeconds: 10 });
  return series
    .flatMap(({ labels, points }) => {
      const rate = median(points.slice(-3).map(({ value }) => value));
      if (!(rate > 1)) return [];
      const began = points[points.findLastIndex(({ value }) => value <= 1) + 1]?.time ?? 0;
      return { name: labels.sloth_slo ?? 'unknown', rate, since: new Date(began * 1000) };
    })
    .sort((a, b) => b.rate - a.rate);
}
