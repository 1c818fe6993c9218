import { z } from 'zod';
import { type Attributes, byStart, type Span, type SpanKind, type SpanStatus } from '../trace/trace';

/** Any OTLP value; int64 is text in protobuf's JSON. */
const anyValue = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  arrayValue: z.unknown().optional(),
  kvlistValue: z.unknown().optional(),
  bytesValue: z.string().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value: anyValue.default({}) })).default([]);
const nanos = z.union([z.string(), z.number()]).default('0').transform(BigInt);

const otlpSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  name: z.string().default(''),
  kind: z.union([z.string(), z.number()]).default(0),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  events: z.array(z.object({ timeUnixNano: nanos, name: z.string().default(''), attributes })).default([]),
  status: z.object({ code: z.union([z.string(), z.number()]).default(0), message: z.string().default('') }).default({
    code: 0,
    message: '',
  }),
});

const resourceSpans = z.object({
  resource: z.object({ attributes }).default({ attributes: [] }),
  scopeSpans: z.array(z.object({ spans: z.array(otlpSpan).default([]) })).default([]),
});

/** OTLP's TracesData: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
export const otlpTrace = z.object({ resourceSpans: z.array(resourceSpans).default([]) });
type OtlpTrace = z.infer<typeof otlpTrace>;

/** In the order of the enums in trace.proto. */
const kinds: readonly SpanKind[] = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'];
const statuses: readonly SpanStatus[] = ['unset', 'ok', 'error'];

/** Reads OTLP JSON with ids in hexadecimal (as the OTLP specification says) or in base64 (as Tempo's marshaller writes). */
export function fromOtlp(trace: OtlpTrace): Span[] {
  return trace.resourceSpans
    .flatMap(({ resource, scopeSpans }) => {
      const { 'service.name': service = 'unknown', ...shared } = attributesOf(resource.attributes);
      return scopeSpans.flatMap(({ spans }) => spans.map((span) => fromOtlpSpan(span, String(service), shared)));
    })
    .sort(byStart);
}

function fromOtlpSpan(span: z.infer<typeof otlpSpan>, service: string, shared: Attributes): Span {
  return {
    traceId: hex(span.traceId, 16),
    spanId: hex(span.spanId, 8),
    ...(span.parentSpanId !== '' && { parentSpanId: hex(span.parentSpanId, 8) }),
    service,
    name: span.name,
    kind: named(span.kind, 'SPAN_KIND_', kinds, 'internal'),
    startUnixNano: span.startTimeUnixNano,
    durationNano: Number(span.endTimeUnixNano - span.startTimeUnixNano),
    status: named(span.status.code, 'STATUS_CODE_', statuses, 'unset'),
    ...(span.status.message !== '' && { statusMessage: span.status.message }),
    attributes: { ...shared, ...attributesOf(span.attributes) },
    events: span.events.map((event) => ({ ...event, attributes: attributesOf(event.attributes) })),
  };
}

/** An enum's value, which JSON may carry by name or by number. */
function named<Name extends string>(value: string | number, prefix: string, names: readonly Name[], other: Name): Name {
  if (typeof value === 'number') return names[value] ?? other;
  const name = value.replace(prefix, '').toLowerCase();
  return names.find((known) => known === name) ?? other;
}

const hex = (id: string, bytes: number) =>
  id.length === bytes * 2 ? id.toLowerCase() : Buffer.from(id, 'base64').toString('hex');

const attributesOf = (list: z.infer<typeof attributes>): Attributes =>
  Object.fromEntries(list.map(({ key, value }) => [key, plainValue(value)]));

function plainValue(value: z.infer<typeof anyValue>): string | number | boolean {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  const plain = value.stringValue ?? value.boolValue ?? value.bytesValue;
  return plain ?? JSON.stringify(value.arrayValue ?? value.kvlistValue ?? null);
}
