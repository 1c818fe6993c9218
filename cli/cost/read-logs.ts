import type { Sample } from '@sightline/stores';
import type { Connections } from '../connections';
import { biggest, type Contributor } from './contributor';
import { secondsOf, type Window } from './work';

export interface LogCost {
  readonly lines: number;
  /** Of their texts, as the store counts them. */
  readonly bytes: number;
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
  const by = 'by (service_name, level, event)';
  const [lines, bytes, onDisk] = await Promise.all([
    logs.count(`sum ${by} (count_over_time(${over}))`, window.until),
    logs.count(`sum ${by} (bytes_over_time(${over}))`, window.until),
    metrics.query('sum(vl_data_size_bytes) / sum(vl_storage_rows)', window.until),
  ]);
  const count = total(lines);
  if (count === 0) return undefined;
  const bytesOf = new Map(bytes.map(({ labels, value }) => [nameOf(labels), value]));
  const stored = onDisk[0]?.value;
  const isStoredTold = stored !== undefined && Number.isFinite(stored) && stored > 0;
  return {
    lines: count,
    bytes: total(bytes),
    bytesPerStoredLine: isStoredTold ? stored : total(bytes) / count,
    isStoredTold,
    events: biggest(
      lines.map(({ labels, value }) => ({
        name: nameOf(labels),
        count: value,
        bytes: bytesOf.get(nameOf(labels)) ?? 0,
      })),
      'bytes',
    ),
  };
}

const nameOf = ({ service_name = '', event, level = '' }: Sample['labels']) =>
  `${service_name} ${event || level}`.trim();

const total = (samples: readonly Sample[]) => samples.reduce((sum, { value }) => sum + value, 0);
