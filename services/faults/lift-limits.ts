import { hookLimits, type LimitHooks } from '@sightline/observability';
import { onFault } from './on-fault';

type PassSeries = NonNullable<LimitHooks['passSeries']>;
type Series = Parameters<PassSeries>[0];
type ForgetSeries = Parameters<PassSeries>[1];

/** The mistakes: what protects backends from a service that says too much is taken away, to see what it is good for. */
export function liftLimits(): void {
  let everyRecord = false;
  let everySeries = false;
  /** What was let pass, metric by metric, to be removed when the limit is back. */
  const strangers = new Map<ForgetSeries, Map<string, Series>>();
  const apply = () =>
    hookLimits({
      ...(everyRecord && { passRecord: () => true }),
      ...(everySeries && {
        passSeries: (series, forget) => {
          const ofMetric = strangers.get(forget) ?? new Map<string, Series>();
          strangers.set(forget, ofMetric.set(JSON.stringify(series), series));
          return true;
        },
      }),
    });
  onFault('log-flood', (on) => {
    everyRecord = on;
    apply();
  });
  onFault('high-cardinality', (on) => {
    everySeries = on;
    apply();
    if (on) return;
    for (const [forget, ofMetric] of strangers) for (const series of ofMetric.values()) forget(series);
    strangers.clear();
  });
}
