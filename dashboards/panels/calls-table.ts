import * as spans from '../queries/spans';
import { units } from '../units';
import { type Table, table } from './table';
import { ceiling } from './thresholds';

/** The service graph as figures: how often each service calls each other, how many of the calls fail, how long they take. */
export const callsTable = (spec: Pick<Table, 'title' | 'description' | 'next'> & { sortBy: 'Failed' | 'p95' }) =>
  table({
    ...spec,
    rows: { client: 'From', server: 'To' },
    columns: [
      { title: 'Rate', unit: units.requestsPerSecond, expr: spans.edges.rate },
      {
        title: 'Failed',
        unit: units.share,
        thresholds: ceiling({ warn: 0.005, bad: 0.01 }),
        expr: spans.edges.failedShare,
      },
      { title: 'p95', unit: units.seconds, thresholds: ceiling({ warn: 0.3, bad: 1 }), expr: spans.edges.latency },
    ],
  });
