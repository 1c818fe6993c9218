import type { RuntimeDataSource } from '@grafana/scenes';
import { LokiDataSource } from './loki';
import { MixedDataSource } from './mixed';
import { PrometheusDataSource } from './prometheus';

/** One per uid that a dashboard may name. */
// biome-ignore lint/suspicious/noExplicitAny: each has queries of its own
export function dataSources(): RuntimeDataSource<any>[] {
  // biome-ignore lint/suspicious/noExplicitAny: each has queries of its own
  const sources: RuntimeDataSource<any>[] = [new PrometheusDataSource(), new LokiDataSource()];
  return [...sources, new MixedDataSource(sources)];
}
