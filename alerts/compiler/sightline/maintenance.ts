import { duration, type Milliseconds } from '@sightline/promql';
import type { Maintenance } from '../model';

/**
 * `expr`, which looks back over `window`, without what happened during planned work: the window still holds events of the
 * work for its own length afterwards, so that is cut out too.
 */
export function outsideMaintenance(expr: string, maintenance: readonly Maintenance[], window: Milliseconds): string {
  return maintenance.reduce((rest, planned) => `(${rest}) unless on () (${during(planned, window)})`, expr);
}

function during(planned: Maintenance, window: Milliseconds): string {
  const length = (planned.end - planned.start + window) / 1_000;
  if (planned.kind === 'once') return `vector(time()) >= ${planned.start / 1_000} < ${planned.start / 1_000 + length}`;
  // The seconds since the work last began, whichever day it is by now. The remainder takes the sign of what is divided: never below 0 so.
  return `vector((time() + ${(week - planned.start) / 1_000}) % ${week / 1_000}) < ${length}`;
}

const week = duration('1w');
