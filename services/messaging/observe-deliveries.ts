import type { EventEnvelope } from '@sightline/contracts';
import { counter, emit, gauge, logEvents, metrics } from '@sightline/observability';
import type { KafkaMessage } from 'kafkajs';
import { textHeaders } from './dead-letters';

/** Authors write at the same time, so that the order of what is a moment apart means nothing. */
const MOMENT_MS = 1_000;

/** Notes what is not as it should be about the way a message took: its context, its order, the clocks at both ends. */
export class Deliveries {
  readonly #newest = new Map<number, number>();
  #skewMs = 0;

  constructor(private readonly topic: string) {
    const labels = { messaging_destination_name: topic };
    gauge(metrics.messagingClockSkew).collect(() => {
      const value = this.#skewMs / 1_000;
      this.#skewMs = 0;
      return [{ labels, value }];
    });
  }

  /** A message as it came. */
  arrived({ timestamp, headers, key }: Pick<KafkaMessage, 'timestamp' | 'headers' | 'key'>): void {
    this.#skewMs = Math.max(this.#skewMs, Number(timestamp) - Date.now());
    if (headers?.traceparent !== undefined) return;
    counter(metrics.messagesWithoutContext).inc({ messaging_destination_name: this.topic });
    const { 'event-id': id, 'event-type': type } = textHeaders(headers);
    emit(logEvents.messageWithoutContext, {
      'messaging.destination.name': this.topic,
      'messaging.message.id': id,
      'event.type': type,
      'order.id': key?.toString(),
    });
  }

  /** The event in it, once it could be read. */
  read(partition: number, { occurredAt }: EventEnvelope): void {
    const at = Date.parse(occurredAt);
    const newest = this.#newest.get(partition) ?? at;
    if (at < newest - MOMENT_MS) counter(metrics.messagesOutOfOrder).inc({ messaging_destination_name: this.topic });
    this.#newest.set(partition, Math.max(newest, at));
  }

  /** The group has shared out the partitions anew: what was read already may come again, from the start. */
  joined(): void {
    this.#newest.clear();
  }
}
