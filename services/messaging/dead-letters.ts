import { deadLetterTopicOf } from '@sightline/contracts';
import { captureContext, currentTraceId, publishRecords } from '@sightline/observability';
import type { KafkaMessage, Producer } from 'kafkajs';
import { isUnreadable } from './codecs';
import { rawHeaders } from './headers';
import { bytesOf, producerFor, type RecordContent } from './large-records';

/**
 * `malformed`: not JSON; `invalid`: not what the topic's contract says; `rejected`: its handler refuses it for good;
 * `retries_exhausted`: its handler failed each time.
 */
export type DeadLetterReason = 'malformed' | 'invalid' | 'rejected' | 'retries_exhausted';

/**
 * How much of a message is set aside: `whole`, byte for byte; `part`, the beginning of what is too long; `place`, nothing but topic,
 * partition and offset, where it stays for as long as Kafka keeps it.
 */
export const deadLetterExtents = ['whole', 'part', 'place'] as const;
export type DeadLetterExtent = (typeof deadLetterExtents)[number];

/** Thrown by a handler that will never be able to handle this message. */
export class MessageRejected extends Error {
  override readonly name = 'MessageRejected';
  readonly code = 'MESSAGE_REJECTED';
}

export interface Delivery {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** What the headers that a dead letter has of its own begin with. */
export const deadLetterPrefix = 'dlt-';

/** The headers that tell why a message was set aside, and where it came from. */
export const deadLetterHeaders = {
  reason: 'dlt-reason',
  errorClass: 'dlt-error-class',
  topic: 'dlt-original-topic',
  partition: 'dlt-original-partition',
  offset: 'dlt-original-offset',
  group: 'dlt-consumer-group',
  traceId: 'dlt-trace-id',
  failedAt: 'dlt-failed-at',
  extent: 'dlt-kept',
} as const;

export interface Failure {
  readonly reason: DeadLetterReason;
  readonly error: unknown;
  readonly group: string;
}

/** Larger is not even tried to be kept whole. */
const WHOLE_BYTES = 32 * 1_024 * 1_024;
const PART = { key: 1_024, value: 64 * 1_024, header: 1_024, headers: 50, headerName: 200 };

/**
 * Sets a message aside as it came: key, value and headers, byte for byte; never the error's text, which may quote the value. What
 * cannot be kept whole is kept in part, or as its place, so that no message is tried for ever. Gives how much was kept.
 *
 * @throws when Kafka takes nothing at the moment.
 */
export async function publishDeadLetter(
  producer: Pick<Producer, 'sendBatch'>,
  delivery: Delivery,
  failure: Failure,
): Promise<DeadLetterExtent> {
  const { message } = delivery;
  const whole: RecordContent = { key: message.key, value: message.value, headers: rawHeaders(message.headers) };
  const tries: [DeadLetterExtent, RecordContent][] = [];
  if (!isUnreadable(message)) tries.push(['part', partOf(whole)]);
  if (!isUnreadable(message) && bytesOf(whole) <= WHOLE_BYTES) tries.unshift(['whole', whole]);
  for (const [extent, content] of tries) {
    try {
      await send(producer, letterOf(delivery, failure, { extent, content }));
      return extent;
    } catch (error) {
      if (!isForGood(error)) throw error;
    }
  }
  const content = { key: null, value: null, headers: {} };
  await send(producer, letterOf(delivery, failure, { extent: 'place', content }));
  return 'place';
}

/** Whether it is the message that is refused: anything but a broker that is away, or busy with itself. */
function isForGood(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (error.name === 'KafkaJSNumberOfRetriesExceeded') return error.cause !== undefined && isForGood(error.cause);
  return (error as { retriable?: unknown }).retriable !== true;
}

const send = (producer: Pick<Producer, 'sendBatch'>, letter: RecordContent & { readonly topic: string }) =>
  publishRecords(producerFor(letter, producer), [
    { ...letter, carrier: captureContext(), contextPrefix: deadLetterPrefix },
  ]);

function letterOf(
  { topic, partition, message }: Delivery,
  { reason, error, group }: Failure,
  { extent, content }: { readonly extent: DeadLetterExtent; readonly content: RecordContent },
) {
  return {
    topic: deadLetterTopicOf(topic),
    ...content,
    headers: {
      ...content.headers,
      [deadLetterHeaders.reason]: reason,
      [deadLetterHeaders.errorClass]: error instanceof Error ? error.name : typeof error,
      [deadLetterHeaders.topic]: topic,
      [deadLetterHeaders.partition]: String(partition),
      [deadLetterHeaders.offset]: message.offset,
      [deadLetterHeaders.group]: group,
      [deadLetterHeaders.traceId]: currentTraceId() ?? '',
      [deadLetterHeaders.failedAt]: new Date().toISOString(),
      [deadLetterHeaders.extent]: extent,
    },
  };
}

function partOf({ key, value, headers }: RecordContent): RecordContent {
  const kept = Object.entries(headers)
    .filter(([name]) => name.length <= PART.headerName)
    .slice(0, PART.headers)
    .map(([name, value]) => [name, Buffer.from([value].flat()[0] ?? '').subarray(0, PART.header)] as const);
  return {
    key: key?.subarray(0, PART.key) ?? null,
    value: value?.subarray(0, PART.value) ?? null,
    headers: Object.fromEntries(kept),
  };
}
