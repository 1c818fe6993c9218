import { probeServices } from '../../../probe';
import type { PlantedFaults, Reply, Request } from './small-platform';

interface Keyed {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string };
}
interface ResourceSpans {
  readonly resource: { readonly attributes: readonly Keyed[] };
  readonly scopeSpans: readonly { readonly spans: readonly TakenSpan[] }[];
}
export interface TakenSpan {
  readonly traceId: string;
  readonly startTimeUnixNano: string;
}
interface LogRecord {
  readonly timeUnixNano: string;
  readonly body: { readonly stringValue: string };
  readonly traceId: string;
  readonly spanId: string;
}
interface ResourceLogs {
  readonly resource: { readonly attributes: readonly Keyed[] };
  readonly scopeLogs: readonly { readonly logRecords: readonly LogRecord[] }[];
}
interface Point {
  readonly asInt?: string;
  readonly count?: string;
  readonly exemplars?: readonly {
    readonly traceId: string;
    readonly asDouble: number;
    readonly timeUnixNano: string;
  }[];
}
interface Metric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

export interface TakenLine {
  readonly time: string;
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface TakenSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface TakenExemplar {
  readonly series: Readonly<Record<string, string>>;
  readonly traceId: string;
  readonly value: number;
  readonly time: number;
}

const serviceOf = ({ attributes }: { readonly attributes: readonly Keyed[] }) =>
  attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';

/** What a platform was sent, as its stores have it. */
export class Taken {
  readonly resourceSpans: ResourceSpans[] = [];
  readonly lines: TakenLine[] = [];
  readonly series: TakenSeries[] = [];
  readonly exemplars: TakenExemplar[] = [];
  /** By the value of their test label. */
  readonly alerts: { labels: Record<string, string>; startsAt: string; endsAt: string }[] = [];
  notified = 0;

  takeIn({ url, json }: Request, faults: PlantedFaults): Reply {
    if (faults.otlp === false) return { status: 503, body: { message: 'the receiver is shutting down' } };
    const sent = (json ?? {}) as {
      resourceSpans?: ResourceSpans[];
      resourceLogs?: ResourceLogs[];
      resourceMetrics?: { scopeMetrics: { metrics: Metric[] }[] }[];
    };
    if (url.pathname === '/v1/traces') this.#takeSpans(sent.resourceSpans ?? [], faults);
    if (url.pathname === '/v1/logs') this.#takeLines(sent.resourceLogs ?? [], faults);
    if (url.pathname === '/v1/metrics')
      for (const metric of (sent.resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) => metrics),
      ))
        this.#takeMetric(metric, faults);
    return { body: {} };
  }

  #takeSpans(sent: readonly ResourceSpans[], { spanMetrics, sampledAway }: PlantedFaults): void {
    for (const spans of sent) {
      const service = serviceOf(spans.resource);
      if (service !== sampledAway) this.resourceSpans.push(spans);
      if (spanMetrics === false) continue;
      this.series.push({ labels: { __name__: 'traces_spanmetrics_calls_total', service }, value: 1 });
      if (service === probeServices.callee)
        this.series.push({
          labels: { __name__: 'traces_service_graph_request_total', client: probeServices.caller, server: service },
          value: 1,
        });
    }
  }

  #takeLines(sent: readonly ResourceLogs[], { linesWithIds }: PlantedFaults): void {
    for (const { resource, scopeLogs } of sent)
      for (const { timeUnixNano, body, traceId, spanId } of scopeLogs.flatMap(({ logRecords }) => logRecords)) {
        const ids = { trace_id: traceId, span_id: spanId };
        this.lines.push({
          time: timeUnixNano,
          text:
            linesWithIds === 'text' ? JSON.stringify({ msg: body.stringValue, trace_id: traceId }) : body.stringValue,
          labels: { service_name: serviceOf(resource), ...(linesWithIds === 'label' && ids) },
          metadata: linesWithIds === undefined ? ids : {},
        });
      }
  }

  #takeMetric({ name, sum, histogram }: Metric, { exemplarStorage }: PlantedFaults): void {
    const spelled = name.replaceAll('.', '_');
    for (const { asInt } of sum?.dataPoints ?? [])
      this.series.push({ labels: { __name__: `${spelled}_total`, job: 'probe' }, value: Number(asInt) });
    for (const { count, exemplars = [] } of histogram?.dataPoints ?? []) {
      const series = { __name__: `${spelled}_seconds_bucket`, job: 'probe', le: '0.1' };
      this.series.push({ labels: series, value: Number(count) });
      this.series.push({ labels: { ...series, __name__: `${spelled}_seconds_count` }, value: Number(count) });
      if (exemplarStorage !== false)
        for (const { traceId, asDouble, timeUnixNano } of exemplars)
          this.exemplars.push({ series, traceId, value: asDouble, time: Number(timeUnixNano) / 1e9 });
    }
  }
}
