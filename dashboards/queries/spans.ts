import { inventory } from '@sightline/catalogue';
import { matches, orNone, quantile, rate, share, sum, top } from './promql';

const { spanCalls, spanDuration, edgeRequests, edgeFailures, edgeServerDuration } = inventory;
const chosen = { service_name: matches('$service') };
const failing = { ...chosen, status_code: 'STATUS_CODE_ERROR' };
const each = ['service_name', 'span_name'] as const;
const entry = { span_kind: matches('SPAN_KIND_SERVER|SPAN_KIND_CONSUMER') };

export const byKind = sum(rate(spanCalls, chosen), ['span_kind']);
export const failed = sum(rate(spanCalls, failing), ['span_name']);
export const failedInAll = orNone(sum(rate(spanCalls, failing)));
export const slowest = top(15, quantile(0.95, spanDuration, { matchers: chosen, by: each }));
export const rateOfEach = sum(rate(spanCalls, chosen), each);

export const failureShareByService = share(
  sum(rate(spanCalls, { ...entry, status_code: 'STATUS_CODE_ERROR' }), ['service_name']),
  sum(rate(spanCalls, entry), ['service_name']),
);
export const latencyByService = (q: number) => quantile(q, spanDuration, { matchers: entry, by: ['service_name'] });

const served = { ...chosen, span_kind: 'SPAN_KIND_SERVER' } as const;
const servedRoutes = { ...served, http_route: matches('$route') };

/** Requests that a service answered, by its spans: all there is of one that sends nothing else. */
export const answered = {
  byService: sum(rate(spanCalls, { span_kind: 'SPAN_KIND_SERVER' }), ['service_name']),
  rate: sum(rate(spanCalls, servedRoutes), ['service_name']),
  failureShare: share(
    sum(rate(spanCalls, { ...servedRoutes, status_code: 'STATUS_CODE_ERROR' })),
    sum(rate(spanCalls, servedRoutes)),
  ),
  latency: (q: number) => quantile(q, spanDuration, { matchers: servedRoutes }),
};

/** The service graph: who calls whom, how often, how well. */
const ends = ['client', 'server'] as const;
export const edges = {
  rate: sum(rate(edgeRequests), ends),
  failedShare: share(sum(rate(edgeFailures), ends), sum(rate(edgeRequests), ends)),
  latency: quantile(0.95, edgeServerDuration, { by: ends }),
};

/** The same as nodes and edges, in the labels the node graph reads. */
const relabelled = (expression: string, to: string, from: string) =>
  `label_replace(${expression}, "${to}", "$1", "${from}", "(.*)")`;
const serving = relabelled(sum(rate(edgeRequests), ['server']), 'id', 'server');
const calling = relabelled(sum(rate(edgeRequests), ['client']), 'id', 'client');
export const graph = {
  nodes: `max by (id, title) (${relabelled(`(${serving} or ${calling})`, 'title', 'id')})`,
  edges: `max by (id, source, target) (label_join(${relabelled(
    relabelled(edges.rate, 'source', 'client'),
    'target',
    'server',
  )}, "id", " to ", "client", "server"))`,
};
