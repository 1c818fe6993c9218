import type { Board } from '../board';
import { toDashboard } from '../links';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { promql } from '../panels/targets';
import { timeSeries } from '../panels/time-series';
import * as comparison from '../queries/comparison';
import { units } from '../units';
import { durations, service } from '../variables';

const toService = toDashboard('service', 'Service', { service: '$service' });
const toBusiness = toDashboard('business', 'Business');
const toHost = toDashboard('host', 'Host and containers');

/** Every measure is shown twice, side by side on the same scale: `$before` ago on the left, now on the right. */
const pairs = comparison.measures.map(({ title, description, unit, legend, expr, max }) => {
  const panel = (when: 'before' | 'after') =>
    timeSeries({
      title: `${title}, ${when}`,
      description: `${description} ${when === 'before' ? 'As it was $before earlier.' : 'As it is in the time range chosen.'}`,
      unit,
      ...(max === undefined ? {} : { max }),
      queries: [promql(legend, when === 'before' ? comparison.before(expr) : expr)],
      next: toService,
    });
  return [panel('before'), panel('after')];
});

export const board: Board = {
  title: 'Before and after',
  description:
    'Two runs of a load test, or two releases: the time range chosen against the same range some time earlier.',
  tags: ['load-test'],
  variables: [
    service,
    durations('before', 'Compare with', ['1m', '5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '7d']),
  ],
  rows: [
    {
      title: 'The difference',
      lines: [
        [
          stat({
            title: 'Throughput',
            description: 'Requests now per request then: 2 is twice as many.',
            unit: units.factor,
            decimals: 2,
            queries: [promql('now / then', comparison.factor(comparison.throughput))],
            next: toService,
          }),
          stat({
            title: 'p95',
            description: 'Latency now per latency then: 0.5 is twice as fast.',
            unit: units.factor,
            decimals: 2,
            queries: [promql('now / then', comparison.factor(comparison.p95))],
            next: toService,
          }),
          stat({
            title: 'Orders settled',
            description: 'Orders settled now per order settled then.',
            unit: units.factor,
            decimals: 2,
            queries: [promql('now / then', comparison.factor(comparison.settled))],
            next: toBusiness,
          }),
          stat({
            title: 'Processor time per request',
            description: 'What a request costs now per what it cost then: 0.5 is half the price.',
            unit: units.factor,
            decimals: 2,
            queries: [promql('now / then', comparison.factor(comparison.cost))],
            next: toHost,
          }),
        ],
        [
          table({
            title: 'Routes',
            description: 'p95 and rate of every route, then and now.',
            rows: { http_request_method: 'Method', http_route: 'Route' },
            columns: [
              { title: 'Rate then', unit: units.requestsPerSecond, expr: comparison.before(comparison.rateByRoute) },
              { title: 'Rate now', unit: units.requestsPerSecond, expr: comparison.rateByRoute },
              { title: 'p95 then', unit: units.seconds, expr: comparison.before(comparison.p95ByRoute) },
              { title: 'p95 now', unit: units.seconds, expr: comparison.p95ByRoute },
            ],
            sortBy: 'p95 now',
            next: toService,
          }),
        ],
      ],
    },
    { title: 'Side by side', lines: pairs },
  ],
};
