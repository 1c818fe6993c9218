import { z } from 'zod';
import { type Attributes, byStart, type Span, type SpanEvent, type SpanKind, type SpanStatus } from '../trace/trace';

/** Zipkin's v2 span, as far as it is read here: https://zipkin.io/zipkin-api/#/default/get_trace__traceId_ */
const zipkinSpan = z.object({
  traceId: z.string(),
  id: z.string(),
  parentId: z.string().optional(),
  kind: z.enum(['CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER']).optional(),
  name: z.string().default(''),
  /** Microseconds. */
  timestamp: z.number().default(0),
  /** Microseconds. */
  duration: z.number().default(0),
  localEndpoint: z.object({ serviceName: z.string().optional() }).optional(),
  remoteEndpoint: z.object({ serviceName: z.string().optional() }).optional(),
  annotations: z.array(z.object({ timestamp: z.number(), value: z.string() })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});
type ZipkinSpan = z.infer<typeof zipkinSpan>;

export const zipkinTrace = z.array(zipkinSpan);

/**
 * Undoes what the collector's exporter did to an OpenTelemetry span when it made a Zipkin span of it: status and kind
 * moved into tags, `peer.service` into the remote endpoint, events flattened into annotations. Zipkin itself writes names in lower case; where the attributes
 * still tell the right spelling, it comes back.
 */
export function fromZipkin(spans: readonly ZipkinSpan[]): Span[] {
  return spans.map(fromZipkinSpan).sort(byStart);
}

function fromZipkinSpan(span: ZipkinSpan): Span {
  const { error, 'otel.status_code': code, 'otel.status_description': message, ...rest } = span.tags;
  const { 'span.kind': _kind, 'otel.library.name': _library, 'otel.library.version': _version, ...attributes } = rest;
  const peer = span.remoteEndpoint?.serviceName;
  return {
    traceId: span.traceId.padStart(32, '0'),
    spanId: span.id,
    ...(span.parentId !== undefined && { parentSpanId: span.parentId }),
    service: span.localEndpoint?.serviceName ?? 'unknown',
    name: properName(span.name, attributes),
    kind: (span.kind?.toLowerCase() ?? 'internal') as SpanKind,
    startUnixNano: BigInt(span.timestamp) * 1000n,
    durationNano: span.duration * 1000,
    status: statusOf(error, code),
    ...(message !== undefined && { statusMessage: message }),
    attributes: { ...attributes, ...(peer !== undefined && { 'peer.service': peer }) },
    events: span.annotations.map(eventOf),
  };
}

function statusOf(error: string | undefined, code: string | undefined): SpanStatus {
  if (error !== undefined || code?.toUpperCase().endsWith('ERROR')) return 'error';
  return code?.toUpperCase().endsWith('OK') ? 'ok' : 'unset';
}

/**
 * `post /orders/:id` is `POST /orders/:id` again: Zipkin stores names in small letters. By the semantic conventions names are put
 * together from attributes, between blanks, and those are kept as they were.
 */
function properName(name: string, attributes: Attributes): string {
  const capitalised = Object.values(attributes)
    .filter((value) => typeof value === 'string' && value !== value.toLowerCase())
    .sort((a, b) => String(b).length - String(a).length);
  return capitalised.reduce<string>((spelled, value) => {
    const stored = String(value).toLowerCase();
    const at = ` ${spelled} `.indexOf(` ${stored} `);
    return at < 0 ? spelled : spelled.slice(0, at) + value + spelled.slice(at + stored.length);
  }, name);
}

/** The exporter writes an event as `name|{"attribute":"value"}|dropped`, or as its bare name. */
function eventOf({ timestamp, value }: ZipkinSpan['annotations'][number]): SpanEvent {
  const [from, to] = [value.indexOf('|{'), value.lastIndexOf('}|')];
  const isBare = from < 0 || to < from || !/^\d+$/.test(value.slice(to + 2));
  return {
    timeUnixNano: BigInt(timestamp) * 1000n,
    name: isBare ? value : value.slice(0, from),
    attributes: isBare ? {} : parsed(value.slice(from + 1, to + 1)),
  };
}

function parsed(json: string): Attributes {
  try {
    return JSON.parse(json) as Attributes;
  } catch {
    return {};
  }
}
