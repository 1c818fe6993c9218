import type { Connections } from '../connections';
import { type ComponentUse, readProcessors } from './processors';
import { type LogCost, readLogCost } from './read-logs';
import { type MetricCost, readMetricCost } from './read-metrics';
import { readTraceCost, type TraceCost } from './read-traces';
import { readSpanMetrics, readWork, type Window, type Work } from './work';

/** What the platform's own figures say of a window. What it does not tell is left out. */
export interface Measured {
  readonly window: Window;
  readonly work: Work;
  readonly traces?: TraceCost;
  readonly logs?: LogCost;
  readonly metrics: MetricCost;
  readonly processors: readonly ComponentUse[];
}

export interface MeasureOptions {
  readonly window: Window;
  /** PromQL for the counters of what is done, in place of orders or requests. */
  readonly per?: string | undefined;
  progress(line: string): void;
}

/** @throws {NotFound} when nothing was done in the window. */
export async function readCost(connections: Connections, { window, per, progress }: MeasureOptions): Promise<Measured> {
  const spans = await readSpanMetrics(connections, window);
  const work = await readWork(connections, { window, per, spans });
  const [traces, logs, metrics, processors] = await Promise.all([
    readTraceCost(connections, window, spans),
    readLogCost(connections, window),
    readMetricCost(connections, { at: window.until, rateSeconds: work.rateSeconds }),
    readProcessors(connections, { work, window, progress }),
  ]);
  return { window, work, ...(traces && { traces }), ...(logs && { logs }), metrics, processors };
}
