import { logEvents, metrics } from '@sightline/catalogue';
import type { EventEnvelope } from '@sightline/contracts';
import { carriesContext, counter, emit, gauge } from '@sightline/observability';
import type { KafkaMessage } from 'kafkajs';
import { textHeaders } from './headers';

/** Authors write at the same time, so that the order of what is a moment apart means nothing. */
const MOMENT_MS = 1_000;

export interface DeliveryAttributes {
  readonly 'event.type': string;
  readonly 'messaging.message.id'?: string | undefined;
  readonly 'order.id'?: string | undefined;
}

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
  arrived({ timestamp, headers }: Pick<KafkaMessage, 'timestamp' | 'headers'>, about: DeliveryAttributes): void {
    this.#skewMs = Math.max(this.#skewMs, Number(timestamp) - Date.now() || 0);
    if (carriesContext(textHeaders(headers))) return;
    counter(metrics.messagesWithoutContext).inc({ messaging_destination_name: this.topic });
    emit(logEvents.messageWithoutContext, { ...about, 'messaging.destination.name': this.topic });
  }

  /** The event in it, once it could be read. One from the future counts as one from now, or all that follow would be late. */
  read(partition: number, { occurredAt }: EventEnvelope): void {
    const at = Math.min(Date.parse(occurredAt), Date.now());
    const newest = this.#newest.get(partition) ?? at;
    if (at < newest - MOMENT_MS) counter(metrics.messagesOutOfOrder).inc({ messaging_destination_name: this.topic });
    this.#newest.set(partition, Math.max(newest, at));
  }

  /** The group has shared out the partitions anew: what was read already may come again, from the start. */
  joined(): void {
    this.#newest.clear();
  }
}
