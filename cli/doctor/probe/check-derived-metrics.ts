import { serviceGraphCalls, spanMetricCalls } from '@sightline/stores';
import { probeServices } from '../../probe';
import type { Finding } from '../finding';
import { lacking, lookFor, type ProbeExamination, skipped } from './examination';

/** What is counted from spans counted those of the probe. */
export async function checkDerivedMetrics(examination: ProbeExamination): Promise<Finding[]> {
  const { clients, taken } = examination;
  if (!clients.metrics) return [lacking('span metrics', 'metrics')];
  const refusal = taken.traces;
  if (refusal !== undefined) return ['span metrics', 'service graph'].map((hop) => skipped(hop, refusal));
  return Promise.all([checkSpanMetrics(examination), checkServiceGraph(examination)]);
}

async function checkSpanMetrics({ clients: { metrics }, withinMs }: ProbeExamination): Promise<Finding> {
  const { finding } = await lookFor(
    {
      hop: 'span metrics',
      expectedMs: 30_000,
      find: async () => (await metrics?.query(spanMetricCalls(probeServices.callee)))?.[0]?.labels.__name__,
      found: (name) => `${name} counts ${probeServices.callee}`,
      missing: async () => {
        const others = await metrics?.query(`count by (__name__) (${spanMetricCalls()})`);
        const [other] = others ?? [];
        return other
          ? `${other.labels.__name__} counts other services, but not ${probeServices.callee}`
          : 'no span metrics are there, of any service: nothing counts spans before they are sampled';
      },
      next: "the collector's pipelines: the connector spanmetrics stands between traces and metrics, before sampling",
      lines: [
        'connectors:',
        '  spanmetrics: { histogram: { explicit: {} }, exemplars: { enabled: true } }',
        'service:',
        '  pipelines:',
        '    traces: { receivers: [otlp], exporters: [spanmetrics, ...] }',
        '    metrics/spans: { receivers: [spanmetrics], exporters: [...] }',
        '# or Tempo: metrics_generator.processor.span_metrics, and overrides.defaults.metrics_generator.processors: [span-metrics]',
      ],
    },
    withinMs,
  );
  return finding;
}

async function checkServiceGraph({ clients: { metrics }, withinMs }: ProbeExamination): Promise<Finding> {
  const { caller, callee } = probeServices;
  const { finding } = await lookFor(
    {
      hop: 'service graph',
      expectedMs: 30_000,
      find: async () => (await metrics?.query(serviceGraphCalls(caller, callee)))?.[0]?.labels.__name__,
      found: (name) => `${name} has ${caller} asking ${callee}`,
      missing: async () => {
        const others = await metrics?.query(`count(${serviceGraphCalls()})`);
        return others?.length
          ? `it has other services, but not ${caller} asking ${callee}`
          : 'there is none: nothing counts who asks whom';
      },
      next: "the collector's pipelines: the connector servicegraph sees both spans of a call within its store.ttl, before sampling",
      lines: [
        'connectors:',
        '  servicegraph: { store: { ttl: 10s, max_items: 10000 } }',
        'service:',
        '  pipelines:',
        '    traces: { receivers: [otlp], exporters: [servicegraph, ...] }',
        '    metrics/graph: { receivers: [servicegraph], exporters: [...] }',
      ],
    },
    withinMs,
  );
  return finding;
}
