import type { Addresses } from '@sightline/stack';
import { LokiStore, PrometheusStore, type TraceStore, traceStoreOf } from '@sightline/stores';
import { OrderApi } from '@sightline/traffic';

/** Everything of a running platform that can be asked. */
export interface Connections {
  readonly addresses: Addresses;
  readonly logStore: 'loki' | 'victorialogs';
  readonly orders: OrderApi;
  readonly traces: TraceStore;
  readonly logs: LokiStore;
  readonly metrics: PrometheusStore;
  /** The same, for whom an answer may take no longer than this. */
  within(timeoutMs: number): Connections;
  /** Where a person can look at a trace: name and address. */
  links(traceId: string): Record<string, string>;
  /** Where a person can look at what a query yields; nowhere when neither Grafana nor the viewer runs. */
  explore(question: Question): string | undefined;
}

/** What Explore is to show. */
export interface Question {
  /** The uid of a data source in stack/config/grafana. */
  readonly datasource: 'prometheus' | 'loki';
  readonly expr: string;
  readonly since: Date;
  readonly until: Date;
}

export interface ConnectOptions {
  readonly addresses: Addresses;
  readonly apiKey: string;
  readonly traceStore: 'zipkin' | 'tempo';
  readonly logStore: 'loki' | 'victorialogs';
  /** Whether Grafana, or the viewer in its place, runs. */
  readonly explore: boolean;
  /** How long each answer may take; ten seconds when left out. */
  readonly timeoutMs?: number;
}

export function connections(options: ConnectOptions): Connections {
  const { addresses, apiKey, traceStore, logStore, explore, timeoutMs } = options;
  const place = (url: string) => ({ url, ...(timeoutMs !== undefined && { timeoutMs }) });
  const traces = traceStoreOf(traceStore, place(addresses.url(traceStore)));
  return {
    addresses,
    logStore,
    orders: new OrderApi({ url: addresses.url('order'), apiKey }),
    traces,
    logs: new LokiStore(place(addresses.url('loki'))),
    metrics: new PrometheusStore(place(addresses.url('prometheus'))),
    within: (most) => connections({ ...options, timeoutMs: most }),
    links: (traceId) => ({
      ...(traces.link && { [traceStore]: traces.link(traceId) }),
      ...(explore && { explore: exploreTrace(addresses.url('grafana'), traceId) }),
    }),
    explore: (question) => (explore ? exploreQuestion(addresses.url('grafana'), question) : undefined),
  };
}

/** Explore on one trace; `traces` is the uid of the data source in stack/config/grafana. */
function exploreTrace(grafana: string, traceId: string): string {
  const query = { refId: 'A', datasource: { uid: 'traces' }, queryType: 'traceId', query: traceId };
  return exploreUrl(grafana, { datasource: 'traces', queries: [query], range: { from: 'now-1h', to: 'now' } });
}

function exploreQuestion(grafana: string, { datasource, expr, since, until }: Question): string {
  const range = { from: String(since.getTime()), to: String(until.getTime()) };
  return exploreUrl(grafana, { datasource, queries: [{ refId: 'A', datasource: { uid: datasource }, expr }], range });
}

const exploreUrl = (grafana: string, pane: object) =>
  `${grafana}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ pane }))}`;
