import { z } from 'zod';
import { type Attributes, byStart, type Span, type SpanEvent, type SpanKind, type SpanStatus } from '../trace/trace';

const tags = z
  .array(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
  .nullish()
  .transform((list): Attributes => Object.fromEntries((list ?? []).map(({ key, value }) => [key, value])));

const jaegerSpan = z.object({
  traceID: z.string(),
  spanID: z.string(),
  operationName: z.string().default(''),
  references: z
    .array(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() }))
    .nullish()
    .transform((list) => list ?? []),
  /** Microseconds since 1970. */
  startTime: z.number(),
  /** Microseconds. */
  duration: z.number(),
  tags,
  logs: z
    .array(z.object({ timestamp: z.number(), fields: tags }))
    .nullish()
    .transform((list) => list ?? []),
  processID: z.string().default(''),
});
type JaegerSpan = z.output<typeof jaegerSpan>;

/** A trace as Jaeger's own page reads it: https://www.jaegertracing.io/docs/1.76/architecture/apis/#internal-http-json */
export const jaegerTrace = z.object({
  traceID: z.string(),
  spans: z.array(jaegerSpan).default([]),
  processes: z.record(z.string(), z.object({ serviceName: z.string().default('unknown'), tags })).default({}),
});
type JaegerTrace = z.output<typeof jaegerTrace>;

/** Undoes what Jaeger made of OpenTelemetry's spans: kind and status are tags, events are logs, the resource is a process. */
export const fromJaeger = ({ spans, processes }: JaegerTrace): Span[] =>
  spans.map((span) => fromJaegerSpan(span, processes[span.processID])).sort(byStart);

function fromJaegerSpan(span: JaegerSpan, process: JaegerTrace['processes'][string] | undefined): Span {
  const { 'span.kind': kind, 'otel.status_code': code, 'otel.status_description': message, error, ...rest } = span.tags;
  const { 'internal.span.format': _format, ...attributes } = rest;
  const traceId = wide(span.traceID);
  const parent = span.references.find(({ refType, traceID }) => refType === 'CHILD_OF' && wide(traceID) === traceId);
  return {
    traceId,
    spanId: span.spanID.padStart(16, '0'),
    ...(parent && { parentSpanId: parent.spanID.padStart(16, '0') }),
    service: process?.serviceName ?? 'unknown',
    name: span.operationName,
    kind: kinds.find((known) => known === kind) ?? 'internal',
    startUnixNano: micros(span.startTime),
    durationNano: Math.round(span.duration * 1000),
    status: statusOf(error, code),
    ...(message !== undefined && { statusMessage: String(message) }),
    attributes: { ...process?.tags, ...attributes },
    events: span.logs.map(eventOf),
  };
}

const kinds: readonly SpanKind[] = ['internal', 'server', 'client', 'producer', 'consumer'];

function statusOf(error: unknown, code: unknown): SpanStatus {
  if (String(error) === 'true' || code === 'ERROR') return 'error';
  return code === 'OK' ? 'ok' : 'unset';
}

/** An event's name is the field `event`, older clients' message is `message`. */
function eventOf({ timestamp, fields }: JaegerSpan['logs'][number]): SpanEvent {
  const { event, ...attributes } = fields;
  return { timeUnixNano: micros(timestamp), name: String(event ?? attributes.message ?? 'log'), attributes };
}

/** Ids are written without leading zeros. */
const wide = (id: string) => id.toLowerCase().padStart(32, '0');

const micros = (time: number) => BigInt(Math.round(time)) * 1000n;
