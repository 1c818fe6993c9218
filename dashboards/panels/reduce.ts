import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { Query } from './targets';

/**
 * How a series becomes the one value that is shown: its last. Of an instant LogQL query Grafana makes one table, so there
 * each row is a value of its own, called by its labels.
 */
export const reduced = (queries: readonly Query[]): ReduceDataOptionsBuilder =>
  queries.some(({ language }) => language === 'logql')
    ? new ReduceDataOptionsBuilder().values(true).calcs(['lastNotNull']).limit(20)
    : new ReduceDataOptionsBuilder().calcs(['lastNotNull']);
