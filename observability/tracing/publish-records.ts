import { type Span, SpanKind, trace } from '@opentelemetry/api';
import { spans } from '../catalogue/library';
import { type Carrier, carrierOf, contextOf } from './carrier';
import { recordError } from './span-error';
import { boundedSpanName } from './span-name';
import { tracer } from './tracer';
import { definedOnly } from './with-span';
import { withoutSpans } from './without-spans';

/** What a header of a record may hold; one that stands there several times has a list. */
export type HeaderValue = string | Buffer | (string | Buffer)[];

/** A record for Kafka, with the trace that it belongs to. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  /** `event-id` and `event-type` also become attributes of the span. */
  readonly headers?: Readonly<Record<string, HeaderValue>>;
  /** The trace this record belongs to; its span becomes the parent of the record's producer span. */
  readonly carrier: Carrier;
  /** The last word on the headers, the trace context among them. */
  readonly finishHeaders?: (headers: Record<string, HeaderValue>) => Record<string, HeaderValue>;
  /** Where the headers hold somebody else's context that is to stay, ours goes under names that begin so. */
  readonly contextPrefix?: string;
}

/** What is needed of a kafkajs producer. */
export interface BatchProducer {
  sendBatch(batch: {
    topicMessages: {
      topic: string;
      messages: { key: string | Buffer | null; value: string | Buffer | null; headers: Record<string, HeaderValue> }[];
    }[];
  }): Promise<unknown>;
}

/**
 * Sends records of many traces in one request to the broker. Each record gets a producer span of its own, under its own
 * parent, and carries that span's context; kafkajs' instrumentation, which would put the caller's context into every
 * record, is suppressed for the call.
 */
export async function publishRecords(producer: BatchProducer, records: readonly OutgoingRecord[]): Promise<void> {
  if (records.length === 0) return;
  const outgoing = records.map(startSend);
  const topicMessages = [...new Set(records.map(({ topic }) => topic))].map((topic) => ({
    topic,
    messages: outgoing.filter((sent) => sent.topic === topic).map(({ message }) => message),
  }));
  try {
    await withoutSpans(() => producer.sendBatch({ topicMessages }));
  } catch (error) {
    for (const { span } of outgoing) recordError(span, error);
    throw error;
  } finally {
    for (const { span } of outgoing) span.end();
  }
}

function startSend(record: OutgoingRecord) {
  const parent = contextOf(record.carrier);
  const attributes = definedOnly({
    'messaging.system': 'kafka',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': record.topic,
    'messaging.kafka.message.key': record.key === null ? undefined : String(record.key),
    'messaging.message.id': textOf(record.headers?.['event-id']),
    'event.type': textOf(record.headers?.['event-type']),
  });
  const name = boundedSpanName(spans.messageSend, attributes);
  const span: Span = tracer.startSpan(name, { kind: SpanKind.PRODUCER, attributes }, parent);
  const headers: Record<string, HeaderValue> = { ...record.headers };
  const { contextPrefix = '', finishHeaders = unchanged } = record;
  for (const [name, value] of Object.entries(carrierOf(trace.setSpan(parent, span))))
    headers[contextPrefix + name] = value;
  return {
    topic: record.topic,
    span,
    message: { key: record.key, value: record.value, headers: finishHeaders(headers) },
  };
}

const unchanged = <T>(headers: T): T => headers;

const textOf = (header: HeaderValue | undefined) => (header === undefined ? undefined : String(header));
