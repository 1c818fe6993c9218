import { setTimeout as delay } from 'node:timers/promises';
import { logEvents, metrics, spans } from '@sightline/catalogue';
import { type EventEnvelope, eventTypesOf, type Topic } from '@sightline/contracts';
import { isTransient } from '@sightline/database';
import { counter, emit, histogram, otherValue, withCarriedBaggage, withSpan } from '@sightline/observability';
import type { Consumer, EachMessagePayload, Kafka, KafkaMessage, Producer } from 'kafkajs';
import { retry } from './backoff';
import { connectClient } from './connect-client';
import { type DeadLetterReason, MessageRejected, publishDeadLetter } from './dead-letters';
import { textHeaders } from './headers';
import type { MessagingHooks } from './hooks';
import { isFirstDelivery } from './inbox';
import { Deliveries, type DeliveryAttributes } from './observe-deliveries';
import type { Outbox, UnitOfWork } from './outbox';
import { parseMessage, UnreadableMessage } from './parse-message';

export interface Subscription<Tables, Event extends EventEnvelope> {
  /** The consumer group: the reader's name. */
  readonly group: string;
  readonly topic: Topic<Event>;
  /**
   * The effects of one event, all in the unit's transaction. Called again when it throws; what throws MessageRejected
   * goes to the dead letters at once.
   */
  readonly handle: (event: Event, unit: UnitOfWork<Tables>) => Promise<void>;
}

type Outcome = 'processed' | 'duplicate' | 'dead_lettered' | 'failed';

const MAX_ATTEMPTS = 5;
/** Ids of ours are shorter; of what others call one, this much is told. */
const ID_LENGTH = 100;
const BACK_OFF = { firstMs: 50, maxMs: 2_000 };
const BEGIN_AGAIN = { firstMs: 500, maxMs: 5_000 };
/** A dead consumer's partitions go to the others after this long. */
const SESSION_MS = 8_000;
const HEARTBEAT_MS = 2_000;
/** How long the others wait, after a restart of Kafka for example, for a member that does not come back. */
const REBALANCE_MS = 4_000;
/**
 * How much is delivered again to whoever comes after one that dies. Without it kafkajs tells Kafka when a whole batch is handled: one that is
 * ended before that, again and again, would get no further, however much of it had been handled.
 */
const COMMIT_MS = 1_000;

/**
 * Reads one topic in order of its keys. Effects happen once, by the inbox. A failure that may pass (the database is away)
 * is tried until it has passed, any other a few times; what still fails then, or cannot be read at all, is set aside as a
 * dead letter, so that one message never holds up the rest.
 */
export class EventConsumer<Tables, Event extends EventEnvelope> {
  readonly #consumer: Consumer;
  readonly #stopping = new AbortController();
  readonly #deliveries: Deliveries;
  readonly #eventTypes: ReadonlySet<string>;
  #lastSign = 0;

  constructor(
    kafka: Kafka,
    private readonly producer: Producer,
    private readonly outbox: Outbox<Tables>,
    private readonly subscription: Subscription<Tables, Event>,
    private readonly reading?: MessagingHooks['reading'],
  ) {
    this.#consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxWaitTimeInMs: 1_000,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => true },
    });
    this.#deliveries = new Deliveries(subscription.topic.name);
    this.#eventTypes = eventTypesOf(subscription.topic);
    const { GROUP_JOIN, HEARTBEAT, CRASH, DISCONNECT, STOP } = this.#consumer.events;
    for (const sign of [GROUP_JOIN, HEARTBEAT] as const) {
      this.#consumer.on(sign, () => {
        this.#lastSign = Date.now();
      });
    }
    this.#consumer.on(GROUP_JOIN, () => {
      this.#deliveries.joined();
      counter(metrics.consumerRebalances).inc({ messaging_consumer_group_name: subscription.group });
    });
    for (const end of [CRASH, DISCONNECT, STOP] as const) {
      this.#consumer.on(end, () => {
        this.#lastSign = 0;
      });
    }
    this.#consumer.on(CRASH, ({ payload }) => {
      emit(logEvents.consumerCrashed, { 'messaging.consumer.group.name': payload.groupId }, payload.error);
      // kafkajs begins again after what it knows to pass; after anything else it would never read again.
      if (!payload.restart) void this.#beginAgain();
    });
  }

  /** Whether it is a member of its group, by the last heartbeat. */
  get isReading(): boolean {
    return Date.now() - this.#lastSign < SESSION_MS;
  }

  /** @throws when Kafka is not to be had. */
  async start(): Promise<void> {
    await this.#begin();
    this.reading?.(async () => {
      if (this.#stopping.signal.aborted) return;
      await this.#consumer.stop();
      await this.#read();
    });
  }

  async #begin(): Promise<void> {
    await connectClient(this.#consumer);
    await this.#consumer.subscribe({ topic: this.subscription.topic.name, fromBeginning: true });
    await this.#read();
  }

  async #beginAgain(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      await delay(BEGIN_AGAIN.firstMs, undefined, { signal });
      await retry(() => this.#begin(), { ...BEGIN_AGAIN, giveUp: () => false, signal });
    } catch {
      // Called off by the end of the service.
    }
  }

  #read(): Promise<void> {
    return this.#consumer.run({
      autoCommitInterval: COMMIT_MS,
      partitionsConsumedConcurrently: this.subscription.topic.partitions,
      eachMessage: (payload) => this.#receive(payload),
    });
  }

  /** Finishes the messages under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#consumer.disconnect();
  }

  async #receive(payload: EachMessagePayload): Promise<void> {
    const started = performance.now();
    const { message } = payload;
    this.#deliveries.arrived(message, this.#describe(message));
    const outcome = await withCarriedBaggage(textHeaders(message.headers), () => this.#process(payload)).catch(
      (error) => {
        this.#observe('failed', started);
        throw error;
      },
    );
    this.#observe(outcome, started);
  }

  /** Throws only when called off: the message is delivered again after the restart. */
  async #process(payload: EachMessagePayload): Promise<Outcome> {
    try {
      return await this.#handle(payload);
    } catch (error) {
      if (this.#stopping.signal.aborted) throw error;
      await this.#setAside(payload, error);
      return 'dead_lettered';
    }
  }

  #handle({ topic, partition, message, heartbeat }: EachMessagePayload): Promise<Outcome> {
    const about = this.#describe(message);
    let attempt = 0;
    return retry(
      () => {
        attempt++;
        return withSpan(spans.messageAttempt, { attributes: { ...about, 'retry.attempt': attempt } }, async () => {
          const event = parseMessage(this.subscription.topic, message.value);
          if (attempt === 1) this.#deliveries.read(partition, event);
          return this.#handleOnce(event);
        });
      },
      {
        ...BACK_OFF,
        signal: this.#stopping.signal,
        giveUp: (error) => isHopeless(error) || (attempt >= MAX_ATTEMPTS && !isTransient(error)),
        onRetry: (error, _attempt, delayMs) => {
          counter(metrics.messagingRetries).inc({ messaging_destination_name: topic });
          const delay = { 'retry.attempt': attempt, 'retry.delay': delayMs / 1_000 };
          emit(logEvents.consumerRetry, { ...about, ...delay, 'messaging.destination.name': topic }, error);
          // A slow message must not cost the membership: that would bring the message to another, and back.
          return heartbeat().catch(() => {});
        },
      },
    );
  }

  async #handleOnce(event: Event): Promise<Outcome> {
    const { group, topic, handle } = this.subscription;
    return this.outbox.transaction(async (unit) => {
      if (await isFirstDelivery(unit.tx, { group, eventId: event.eventId })) {
        await handle(event, unit);
        return 'processed';
      }
      unit.afterCommit(() => {
        counter(metrics.inboxDuplicates).inc({ messaging_destination_name: topic.name });
        emit(logEvents.messageDuplicate, {
          'messaging.destination.name': topic.name,
          'messaging.message.id': event.eventId,
          'event.type': event.type,
          'order.id': event.orderId,
        });
      });
      return 'duplicate';
    });
  }

  async #setAside({ topic, partition, message, heartbeat }: EachMessagePayload, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    const extent = await retry(
      () =>
        publishDeadLetter(
          this.producer,
          { topic, partition, message },
          { reason, error, group: this.subscription.group },
        ),
      {
        ...BACK_OFF,
        signal: this.#stopping.signal,
        giveUp: () => false,
        onRetry: () => heartbeat().catch(() => {}),
      },
    );
    counter(metrics.messagingDeadLetters).inc({ messaging_destination_name: topic, reason, kept: extent });
    const { 'order.id': _, ...about } = this.#describe(message);
    emit(
      logEvents.messageDeadLettered,
      {
        ...about,
        'messaging.destination.name': topic,
        'messaging.destination.partition.id': String(partition),
        'messaging.kafka.offset': message.offset,
        'dead_letter.reason': reason,
        'dead_letter.kept': extent,
      },
      error,
    );
  }

  /** What the headers and the key say of a message, whether or not it can be read. */
  #describe({ key, headers }: KafkaMessage): DeliveryAttributes {
    const { 'event-type': type = 'unknown', 'event-id': id } = textHeaders(headers);
    return {
      'event.type': this.#eventTypes.has(type) ? type : otherValue,
      'messaging.message.id': id?.slice(0, ID_LENGTH),
      'order.id': key?.toString('utf8', 0, ID_LENGTH),
    };
  }

  #observe(outcome: Outcome, started: number): void {
    const { topic, group } = this.subscription;
    histogram(metrics.messagingProcessDuration).observe(
      { messaging_destination_name: topic.name, messaging_consumer_group_name: group, outcome },
      (performance.now() - started) / 1_000,
    );
  }
}

function reasonOf(error: unknown): DeadLetterReason {
  if (error instanceof UnreadableMessage) return error.reason;
  return error instanceof MessageRejected ? 'rejected' : 'retries_exhausted';
}

const isHopeless = (error: unknown) => error instanceof UnreadableMessage || error instanceof MessageRejected;
