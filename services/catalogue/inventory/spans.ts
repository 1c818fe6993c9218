import { inventoryOf } from '@sightline/observability/catalogue';

const spanLabels = [
  'span_name',
  'span_kind',
  'status_code',
  'http_route',
  'http_response_status_code',
  'messaging_destination_name',
] as const;
const edge = ['client', 'server', 'connection_type'] as const;

/** What the collector counts from spans, before sampling: true rates, whatever share of traces is kept. */
export const spanInventory = {
  spanCalls: inventoryOf({
    name: 'traces_span_metrics_calls_total',
    type: 'counter',
    unit: '{span}',
    description: 'Spans that ended',
    labels: spanLabels,
    source: 'spanmetrics connector',
  }),
  spanDuration: inventoryOf({
    name: 'traces_span_metrics_duration_seconds',
    type: 'histogram',
    unit: 's',
    description: 'Time a span took',
    labels: spanLabels,
    source: 'spanmetrics connector',
  }),
  edgeRequests: inventoryOf({
    name: 'traces_service_graph_request_total',
    type: 'counter',
    unit: '{request}',
    description: 'Calls from one service to another, messages included',
    labels: edge,
    source: 'servicegraph connector',
  }),
  edgeFailures: inventoryOf({
    name: 'traces_service_graph_request_failed_total',
    type: 'counter',
    unit: '{request}',
    description: 'Calls from one service to another that failed',
    labels: edge,
    source: 'servicegraph connector',
  }),
  edgeServerDuration: inventoryOf({
    name: 'traces_service_graph_request_server_seconds',
    type: 'histogram',
    unit: 's',
    description: 'Time of such a call as the one called saw it',
    labels: edge,
    source: 'servicegraph connector',
  }),
  edgeClientDuration: inventoryOf({
    name: 'traces_service_graph_request_client_seconds',
    type: 'histogram',
    unit: 's',
    description: 'Time of such a call as the caller saw it',
    labels: edge,
    source: 'servicegraph connector',
  }),
} as const;
