import { Alertmanager } from '../alertmanager/alertmanager';
import { Grafana } from '../grafana/grafana';
import type { Answering } from '../http/about';
import type { Access } from '../http/access';
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

/** How long each answer may take, in milliseconds: in place of what a part says, or at most. */
export interface AnswerTime {
  readonly ms: number;
  readonly atMost?: true;
}

/** The clients of the parts that a platform has. */
export function clientsOf(platform: Platform, time?: AnswerTime): Partial<Clients> {
  const within = <Described extends Access>(access: Described) => {
    if (time === undefined) return access;
    const { ms, atMost } = time;
    return { ...access, timeoutMs: atMost ? Math.min(ms, access.timeoutMs ?? ms) : ms };
  };
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
