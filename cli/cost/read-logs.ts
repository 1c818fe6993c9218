import { lineSize, type Sample } from '@sightline/stores';
import type { Connections } from '../connections';
import { biggest, type Contributor, Tally } from './contributor';
import { secondsOf, type Window } from './work';

export interface LogCost {
  readonly lines: number;
  /** About those of their texts with all that they carry, by lines that were looked at. */
  readonly bytes: number;
  readonly lookedAt: number;
  /** Of a line on its disk, where the store tells; otherwise what a line has as text. */
  readonly bytesPerStoredLine: number;
  /** Whether the store told. */
  readonly isStoredTold: boolean;
  /** By service and event; by service and level where lines name no event. */
  readonly events: readonly Contributor[];
}

/** Undefined where no lines are kept, or none came. */
export async function readLogCost(connections: Connections, window: Window): Promise<LogCost | undefined> {
  if (!connections.has('logs')) return undefined;
  const { logs, metrics } = connections;
  const every = await logs.everyStream(window);
  if (every === undefined) return undefined;
  const over = `${every}[${Math.round(secondsOf(window))}s]`;
  const [counts, looked, onDisk] = await Promise.all([
    logs.count(`sum by (service_name, level, event) (count_over_time(${over}))`, window.until),
    logs.query(every, { ...window, limit: lookedAtMost, newestFirst: true }),
    metrics.query('sum(vl_data_size_bytes) / sum(vl_storage_rows)', window.until),
  ]);
  const lines = counts.reduce((sum, { value }) => sum + value, 0);
  if (lines === 0) return undefined;
  const sizes = new Tally();
  for (const { line, labels, metadata } of looked)
    sizes.add(nameOf({ ...labels, ...metadata }), {
      count: 1,
      bytes: lineSize({ message: line, attributes: { ...labels, ...metadata } }),
    });
  const meanOf = new Map(sizes.all.map(({ name, count, bytes }) => [name, bytes / count]));
  const mean = sizes.all.reduce((sum, { bytes }) => sum + bytes, 0) / looked.length || 0;
  const events = counts.map(({ labels, value }) => {
    const name = nameOf(labels);
    return { name, count: value, bytes: value * (meanOf.get(name) ?? mean) };
  });
  const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
  const stored = onDisk[0]?.value;
  const isStoredTold = stored !== undefined && Number.isFinite(stored) && stored > 0;
  return {
    ...{ lines, bytes, lookedAt: looked.length, isStoredTold },
    bytesPerStoredLine: isStoredTold ? stored : bytes / lines,
    events: biggest(events, 'bytes'),
  };
}

const lookedAtMost = 1000;

const nameOf = ({ service_name = '', event, level = '' }: Sample['labels']): string =>
  `${service_name} ${event || level}`.trim();
