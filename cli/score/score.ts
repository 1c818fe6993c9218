import type { Connections } from '../connections';
import type { Part, Window } from './part';
import { exemplarsPromise, scoreExemplars } from './score-exemplars';
import { scoreLogs } from './score-logs';
import { scoreTraces } from './score-traces';
import { StoredTraces } from './stored-traces';

export interface Score {
  readonly since: Date;
  readonly until: Date;
  readonly parts: readonly Part[];
  /** The lowest share of the parts. */
  readonly share: number;
  /** What the window held none of. */
  readonly empty: readonly string[];
  /** What the platform has none of, so that nothing of it was judged. */
  readonly leftOut: readonly ('logs' | 'metrics' | 'exemplars')[];
}

/** How well the three signals join, over a window that should end a little before now: late spans are no orphans. */
export async function score(connections: Connections, window: Window): Promise<Score> {
  const stored = new StoredTraces(connections.traces);
  const all = await Promise.all([
    ...(connections.has('logs') ? [scoreLogs(connections, stored, window)] : []),
    scoreTraces(connections, stored, window),
    ...(connections.has('metrics') ? [scoreExemplars(connections, stored, window)] : []),
  ]);
  // Ours have exemplars; what stores the metrics of others may keep none, as VictoriaMetrics does.
  const isWithout = (part: Part) => part.promise === exemplarsPromise && part.of === 0 && !connections.has('shop');
  const parts = all.filter((part) => !isWithout(part));
  return {
    ...window,
    parts,
    share: Math.min(...parts.map(({ share }) => share)),
    empty: parts.filter((part) => part.of === 0).map(({ promise }) => promise),
    leftOut: [
      ...(['logs', 'metrics'] as const).filter((part) => !connections.has(part)),
      ...(all.some(isWithout) ? (['exemplars'] as const) : []),
    ],
  };
}
