import { deadLetterTopicOf } from '@sightline/contracts';
import { captureContext, currentTraceId, publishRecords } from '@sightline/observability';
import type { IHeaders, KafkaMessage, Producer } from 'kafkajs';

/**
 * `malformed`: not JSON; `invalid`: not what the topic's contract says; `rejected`: its handler refuses it for good;
 * `retries_exhausted`: its handler failed each time.
 */
export type DeadLetterReason = 'malformed' | 'invalid' | 'rejected' | 'retries_exhausted';

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
} as const;

export interface Failure {
  readonly reason: DeadLetterReason;
  readonly error: unknown;
  readonly group: string;
}

/** Sets a message aside as it came: key, value and headers; never the error's text, which may quote the value. */
export async function publishDeadLetter(
  producer: Producer,
  { topic, partition, message }: Delivery,
  { reason, error, group }: Failure,
): Promise<void> {
  await publishRecords(producer, [
    {
      topic: deadLetterTopicOf(topic),
      key: message.key?.toString() ?? '',
      value: message.value ?? '',
      headers: {
        ...textHeaders(message.headers),
        [deadLetterHeaders.reason]: reason,
        [deadLetterHeaders.errorClass]: error instanceof Error ? error.name : typeof error,
        [deadLetterHeaders.topic]: topic,
        [deadLetterHeaders.partition]: String(partition),
        [deadLetterHeaders.offset]: message.offset,
        [deadLetterHeaders.group]: group,
        [deadLetterHeaders.traceId]: currentTraceId() ?? '',
        [deadLetterHeaders.failedAt]: new Date().toISOString(),
      },
      carrier: captureContext(),
    },
  ]);
}

/** The first value of each header, as text. */
export function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) texts[name] = first.toString();
  }
  return texts;
}
