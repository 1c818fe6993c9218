import type { RuntimeDataSource } from '@grafana/scenes';
import { LokiDataSource } from './loki';
import { PrometheusDataSource } from './prometheus';

/** One per uid that a dashboard may name. */
// biome-ignore lint/suspicious/noExplicitAny: each has queries of its own
export const dataSources = (): RuntimeDataSource<any>[] => [new PrometheusDataSource(), new LokiDataSource()];
