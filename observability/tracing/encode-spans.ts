import type { AttributeValue, HrTime, Link } from '@opentelemetry/api';
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace-base';

/**
 * An export request of OTLP in JSON, written as text at once: the exporter itself makes an object of every value first, and has that
 * written, which takes five times as long. Counts and lists that are empty are left out, as protobuf's JSON has it.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function encodeSpans(spans: readonly ReadableSpan[]): Uint8Array {
  const resources = [...groupedBy(spans, (span) => span.resource)].map(([resource, ofResource]) => {
    const scopes = [...groupedBy(ofResource, (span) => span.instrumentationScope)].map(
      ([{ name, version = '' }, ofScope]) =>
        `{"scope":{"name":${quoted(name)},"version":${quoted(version)}},"spans":[${ofScope.map(encodeSpan).join(',')}]}`,
    );
    return `{"resource":{${attributesOf(resource.attributes)}},"scopeSpans":[${scopes.join(',')}]}`;
  });
  return Buffer.from(`{"resourceSpans":[${resources.join(',')}]}`);
}

function groupedBy<K, T>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

function encodeSpan(span: ReadableSpan): string {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const { parentSpanContext: parent, status } = span;
  let text = `{"traceId":"${traceId}","spanId":"${spanId}"`;
  if (parent?.spanId) text += `,"parentSpanId":"${parent.spanId}"`;
  if (traceState) text += `,"traceState":${quoted(traceState.serialize())}`;
  // Kinds are counted from one here: zero is none.
  text += `,"name":${quoted(span.name)},"kind":${span.kind + 1}`;
  text += `,"startTimeUnixNano":"${nanoseconds(span.startTime)}","endTimeUnixNano":"${nanoseconds(span.endTime)}"`;
  text += `,${attributesOf(span.attributes)}`;
  if (span.droppedAttributesCount > 0) text += `,"droppedAttributesCount":${span.droppedAttributesCount}`;
  if (span.events.length > 0) text += `,"events":[${span.events.map(encodeEvent).join(',')}]`;
  if (span.droppedEventsCount > 0) text += `,"droppedEventsCount":${span.droppedEventsCount}`;
  if (span.links.length > 0) text += `,"links":[${span.links.map(encodeLink).join(',')}]`;
  if (span.droppedLinksCount > 0) text += `,"droppedLinksCount":${span.droppedLinksCount}`;
  text += `,"status":{"code":${status.code}`;
  if (status.message !== undefined) text += `,"message":${quoted(status.message)}`;
  return `${text}},"flags":${flagsOf(traceFlags, parent?.isRemote)}}`;
}

function encodeEvent({ name, time, attributes = {}, droppedAttributesCount = 0 }: TimedEvent): string {
  const text = `{"name":${quoted(name)},"timeUnixNano":"${nanoseconds(time)}",${attributesOf(attributes)}`;
  return droppedAttributesCount > 0 ? `${text},"droppedAttributesCount":${droppedAttributesCount}}` : `${text}}`;
}

function encodeLink({ context, attributes = {}, droppedAttributesCount = 0 }: Link): string {
  let text = `{"traceId":"${context.traceId}","spanId":"${context.spanId}",${attributesOf(attributes)}`;
  if (context.traceState) text += `,"traceState":${quoted(context.traceState.serialize())}`;
  if (droppedAttributesCount > 0) text += `,"droppedAttributesCount":${droppedAttributesCount}`;
  return `${text},"flags":${flagsOf(context.traceFlags, context.isRemote)}}`;
}

/** The flags of the W3C, that it is known whether the parent is another process, and whether it is. */
const flagsOf = (traceFlags: number, isRemote = false) => (traceFlags & 0xff) | 0x100 | (isRemote ? 0x200 : 0);

function attributesOf(attributes: Readonly<Record<string, AttributeValue | undefined>>): string {
  let text = '"attributes":[';
  let separator = '';
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    text += `${separator}${beginningOf(key)}${encodedValue(value)}}`;
    separator = ',';
  }
  return `${text}]`;
}

const beginnings = new Map<string, string>();

/** Of an attribute. Keys are few by declaration; the bound is for those that are kept undeclared. */
function beginningOf(key: string): string {
  const known = beginnings.get(key);
  if (known !== undefined) return known;
  const beginning = `{"key":${quoted(key)},"value":`;
  if (beginnings.size < 1_000) beginnings.set(key, beginning);
  return beginning;
}

function encodedValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `{"stringValue":${quoted(value)}}`;
    case 'number':
      return numberOf(value);
    case 'boolean':
      return `{"boolValue":${value}}`;
  }
  // The SDK takes lists of these, in which a value may be missing.
  return Array.isArray(value) ? `{"arrayValue":{"values":[${value.map(encodedValue).join(',')}]}}` : '{}';
}

/** JSON has no NaN and no Infinity: protobuf's encoding writes them as text. */
function numberOf(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return `{"intValue":${value}}`;
  return `{"doubleValue":${Number.isFinite(value) ? value : `"${value}"`}}`;
}

/** Seconds and nanoseconds as one number of nanoseconds, which is beyond what a number holds exactly. */
function nanoseconds([seconds, rest]: HrTime): string {
  return `${Math.trunc(seconds)}${String(Math.trunc(rest)).padStart(9, '0')}`;
}

const quoted = (text: string): string => JSON.stringify(text);
