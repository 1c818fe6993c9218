import type { Milliseconds } from '../durations';
import type { Maintenance } from '../model';

/**
 * `expr`, which looks back over `window`, without what happened during planned work: the window still holds events of the
 * work for its own length afterwards, so that is cut out too.
 */
export function outsideMaintenance(expr: string, maintenance: readonly Maintenance[], window: Milliseconds): string {
  return maintenance.reduce((rest, planned) => `(${rest}) unless on () (${during(planned, window)})`, expr);
}

function during(planned: Maintenance, window: Milliseconds): string {
  if (planned.kind === 'once') return `vector(time()) >= ${planned.start / 1_000} < ${(planned.end + window) / 1_000}`;
  const clock = `vector(time() % 86400) >= ${planned.from / 1_000} < ${(planned.to + window) / 1_000}`;
  return `(day_of_week() == ${planned.day}) and (${clock})`;
}
