import { logEvents, metrics } from '../catalogue/library';
import { emit } from '../logging/emit';
import { counter } from './counter';
import type { FailedRead } from './timed-reads';

/** Counts, and tells, that the values of a metric could not be read at a scrape. */
export function tellFailedRead(metric: string, reason: FailedRead, error?: unknown): void {
  counter(metrics.collectFailures).inc({ reason });
  emit(logEvents.collectFailed, { 'metric.name': metric }, error);
}
