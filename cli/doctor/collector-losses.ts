import type { PrometheusStore } from '@sightline/stores';

/** The collector's own counters of what it did not take in, or did not bring to a store. */
const lossCounters = [
  'otelcol_receiver_refused_.+',
  'otelcol_receiver_failed_.+',
  'otelcol_processor_refused_.+',
  'otelcol_exporter_send_failed_.+',
  'otelcol_exporter_enqueue_failed_.+',
  'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early.+',
];

export interface Loss {
  readonly counter: string;
  readonly by: string;
  readonly count: number;
}

/** What the collector lost since it started; empty when nothing. */
export async function collectorLosses(store: PrometheusStore): Promise<Loss[]> {
  const samples = await store.query(`{__name__=~"${lossCounters.join('|')}"} > 0`);
  return samples.map(({ labels, value }) => ({
    counter: labels.__name__ ?? 'unknown',
    by: labels.receiver ?? labels.processor ?? labels.exporter ?? 'unknown',
    count: value,
  }));
}
