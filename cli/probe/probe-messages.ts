import type { OtlpSignal } from '@sightline/stores';
import { endOf, type Probe, type ProbeService, type ProbeSpan, probeMetrics, probeServices } from './probe';

/** The message of each signal, in OTLP's JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export const probeMessages = (probe: Probe): Record<OtlpSignal, object> => ({
  traces: { resourceSpans: ofBoth((service) => ({ scopeSpans: [{ scope, spans: spansOf(probe, service) }] })) },
  logs: { resourceLogs: ofBoth((service) => ({ scopeLogs: [{ scope, logRecords: linesOf(probe, service) }] })) },
  metrics: {
    resourceMetrics: [
      { resource: resourceOf(probeServices.caller), scopeMetrics: [{ scope, metrics: metricsOf(probe) }] },
    ],
  },
});

const scope = { name: 'sightline.probe' };

const ofBoth = (made: (service: ProbeService) => object) =>
  Object.values(probeServices).map((service) => ({ resource: resourceOf(service), ...made(service) }));

const resourceOf = (service: ProbeService) => ({
  attributes: attributesOf({ 'service.name': service, 'service.instance.id': 'probe', 'service.version': '1' }),
});

const attributesOf = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

/** Milliseconds are all that a Date holds; what is between them is left out. */
const nanos = (probe: Probe, ms = 0) => `${probe.began.getTime() + ms}000000`;

const spansOf = (probe: Probe, service: ProbeService) =>
  probe.spans
    .filter((span) => span.service === service)
    .map((span) => ({
      traceId: probe.traceId,
      spanId: span.spanId,
      ...(span.parent !== undefined && { parentSpanId: span.parent }),
      name: span.name,
      kind: span.kind,
      startTimeUnixNano: nanos(probe, span.ms[0]),
      endTimeUnixNano: nanos(probe, span.ms[1]),
      attributes: attributesOf(ofSpan(span)),
      status: {},
    }));

/** What the semantic conventions ask for; and samplers that take a request's own wish keep the probe. */
function ofSpan({ kind, parent }: ProbeSpan): Record<string, string | number> {
  const always = { ...(parent === undefined && { 'sampling.priority': 1 }) };
  if (kind === 1) return always;
  const answered = { 'http.request.method': parent === undefined ? 'GET' : 'POST', 'http.response.status_code': 200 };
  return kind === 3
    ? { ...answered, 'server.address': probeServices.callee, 'url.full': `http://${probeServices.callee}/work` }
    : { ...always, ...answered, 'http.route': parent === undefined ? '/probe' : '/work' };
}

const linesOf = (probe: Probe, service: ProbeService) =>
  probe.lines
    .filter((line) => line.service === service)
    .map(({ spanId, text, ms }) => ({
      timeUnixNano: nanos(probe, ms),
      observedTimeUnixNano: nanos(probe, ms),
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: text },
      traceId: probe.traceId,
      spanId,
      flags: 1,
    }));

const cumulative = 2;

function metricsOf(probe: Probe) {
  const time = { startTimeUnixNano: '1767225600000000000', timeUnixNano: `${endOf(probe).getTime()}000000` };
  const attributes = attributesOf({ 'http.route': '/probe' });
  const seconds = 0.04;
  const exemplar = {
    timeUnixNano: time.timeUnixNano,
    asDouble: seconds,
    traceId: probe.traceId,
    spanId: probe.spans[0].spanId,
  };
  return [
    {
      name: probeMetrics.requests,
      sum: {
        aggregationTemporality: cumulative,
        isMonotonic: true,
        dataPoints: [{ ...time, attributes, asInt: String(probe.count) }],
      },
    },
    {
      name: probeMetrics.duration,
      unit: 's',
      histogram: {
        aggregationTemporality: cumulative,
        dataPoints: [
          {
            ...time,
            attributes,
            count: String(probe.count),
            sum: seconds * probe.count,
            explicitBounds: [0.01, 0.1, 1],
            bucketCounts: ['0', String(probe.count), '0', '0'],
            exemplars: [exemplar],
          },
        ],
      },
    },
  ];
}
