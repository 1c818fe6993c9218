import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string };
}

/** A span as OTLP has it in JSON, as far as the shop's spans go. */
export interface JsonSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status: { readonly code?: number; readonly message?: string };
}

export interface JsonRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string };
      readonly spans: readonly JsonSpan[];
    }[];
  }[];
}

/** The same request in protobuf, by the serializer that the services' exporter has. */
export function inProtobuf({ resourceSpans }: JsonRequest): Uint8Array {
  const spans = resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const ofAll = { attributes: recordOf(resource.attributes) };
    return scopeSpans.flatMap(({ scope, spans }) => spans.map((span) => readable(span, ofAll, scope)));
  });
  const bytes = ProtobufTraceSerializer.serializeRequest(spans as never);
  if (!bytes) throw new Error('these spans cannot be written in protobuf');
  return bytes;
}

/** What the serializer reads of a span of the SDK. */
function readable(span: JsonSpan, resource: object, instrumentationScope: object) {
  const { traceId, spanId, parentSpanId, name, kind, status } = span;
  return {
    ...{ resource, instrumentationScope, name },
    spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
    ...(parentSpanId && { parentSpanContext: { traceId, spanId: parentSpanId } }),
    // The SDK counts kinds from zero.
    kind: kind - 1,
    startTime: timeOf(span.startTimeUnixNano),
    endTime: timeOf(span.endTimeUnixNano),
    attributes: recordOf(span.attributes),
    status: { code: status.code ?? 0, ...(status.message && { message: status.message }) },
    ...{ events: [], links: [], droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

const recordOf = (pairs: readonly KeyValue[]) =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

/** Seconds, and nanoseconds beside them. */
const timeOf = (nanoseconds: string): [number, number] => [Number(nanoseconds.slice(0, -9)), Number(nanoseconds.slice(-9))];
