import { Alertmanager } from '../alertmanager/alertmanager';
import { Grafana } from '../grafana/grafana';
import type { Answering } from '../http/about';
import { LokiStore } from '../loki/loki-store';
import { OtlpSender } from '../otlp/otlp-sender';
import { PrometheusStore } from '../prometheus/prometheus-store';
import type { TraceStore } from '../trace/trace-store';
import { traceStoreOf } from '../trace/trace-store-of';
import type { Platform } from './platform';

/** What asks the parts of a platform. */
export interface Clients {
  readonly traces: TraceStore & Answering;
  readonly logs: LokiStore;
  readonly metrics: PrometheusStore;
  readonly alerts: Alertmanager;
  readonly dashboards: Grafana;
  readonly otlp: OtlpSender;
}

/** The clients of the parts that a platform has. @param timeoutMs how long each answer may take, in place of what the parts say */
export function clientsOf(platform: Platform, timeoutMs?: number): Partial<Clients> {
  const within = <Described extends object>(access: Described) => ({
    ...access,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const { traces, logs, metrics, alerts, dashboards, otlp } = platform;
  return {
    ...(traces && { traces: traceStoreOf(traces.store, within(traces)) }),
    ...(logs && { logs: new LokiStore(within(logs)) }),
    ...(metrics && { metrics: new PrometheusStore(within(metrics)) }),
    ...(alerts && { alerts: new Alertmanager(within(alerts)) }),
    ...(dashboards && { dashboards: new Grafana(within(dashboards)) }),
    ...(otlp && { otlp: new OtlpSender(within(otlp)) }),
  };
}
