import { logEvents } from '@sightline/catalogue';
import type { EventEnvelope, Topic } from '@sightline/contracts';
import { emit } from '@sightline/observability';
import type { Producer } from 'kafkajs';
import type { Kysely } from 'kysely';
import { retry } from './backoff';
import { connectClient } from './connect-client';
import { EventConsumer, type Subscription } from './consumer';
import type { MessagingHooks } from './hooks';
import { forgetOldDeliveries } from './inbox';
import { createKafka, type KafkaLimits } from './kafka';
import type { KafkaSecurity } from './kafka-security';
import { observeOutbox } from './observe-outbox';
import type { Outbox } from './outbox';
import { OwnDeadLetters } from './own-dead-letters';
import { Relay } from './relay';
import { ensureTopics } from './topics';
import { within } from './within';

export interface MessagingOptions<Tables, Event extends EventEnvelope> {
  readonly brokers: readonly string[];
  readonly security?: KafkaSecurity | undefined;
  readonly service: string;
  readonly db: Kysely<Tables>;
  readonly outbox: Outbox<Tables>;
  /** The topic this service writes. */
  readonly publishes: Pick<Topic, 'name' | 'partitions'>;
  readonly subscription: Subscription<Tables, Event>;
  /** How long Kafka is waited for, when that is not as usual. */
  readonly limits?: KafkaLimits;
  readonly hooks?: MessagingHooks;
}

const PAUSE = { firstMs: 200, maxMs: 2_000 };
const HOUR_MS = 3_600_000;
/** What a step of the end may take, when Kafka does not answer. What was not sent stays in the outbox, and comes again. */
const STOP_MS = 1_500;

/**
 * A service's part in the exchange of events: it publishes its outbox and reads its subscription. The methods named like
 * Nest's hooks are called by Nest, which needs no import for it: reading starts with the application; at the end reading
 * stops first, and the relay once no request can leave another event.
 */
export class Messaging<Tables, Event extends EventEnvelope> {
  /** What was set aside of what it reads. */
  readonly deadLetters: OwnDeadLetters;
  readonly #stopping = new AbortController();
  readonly #producer: Producer;
  readonly #relay: Relay<Tables>;
  readonly #consumer: EventConsumer<Tables, Event>;
  readonly #kafka: ReturnType<typeof createKafka>;
  #started: Promise<void> | undefined;
  /** What the client goes on to say of what was not waited for is nobody's business any more. */
  #ended = false;
  #upkeep: NodeJS.Timeout | undefined;

  constructor(private readonly options: MessagingOptions<Tables, Event>) {
    const { brokers, security, service, limits, hooks = {} } = options;
    this.#kafka = createKafka({
      brokers,
      security,
      clientId: service,
      onProblem: (problem) => this.#ended || tellProblem(problem),
      ...(limits && { limits }),
    });
    this.#producer = this.#kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
    this.#relay = new Relay(options.db, this.#producer, hooks);
    this.#consumer = new EventConsumer(
      this.#kafka,
      this.#producer,
      options.outbox,
      options.subscription,
      hooks.reading,
    );
    this.deadLetters = new OwnDeadLetters({ brokers, security, topic: options.subscription.topic.name });
    observeOutbox(options.db);
    options.outbox.onEvents(() => this.#relay.wake());
  }

  get isReady(): boolean {
    return this.#consumer.isReading;
  }

  /** Returns at once: without Kafka the service still takes orders, and their events wait in the outbox. */
  onApplicationBootstrap(): void {
    this.#started = this.#start().catch(() => {});
    this.#upkeep = setInterval(() => void forgetOldDeliveries(this.options.db).catch(() => {}), HOUR_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#upkeep);
    await within(STOP_MS, this.#started);
    await within(STOP_MS, this.#consumer.stop());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await within(STOP_MS, this.#relay.stop());
    await within(STOP_MS / 2, this.#producer.disconnect());
    this.#ended = true;
  }

  async #start(): Promise<void> {
    const { publishes, subscription } = this.options;
    await this.#untilDone(() => ensureTopics(this.#kafka, [publishes, subscription.topic]));
    await this.#untilDone(() => connectClient(this.#producer));
    this.#relay.start();
    await this.#untilDone(() => this.#consumer.start());
  }

  #untilDone(step: () => Promise<void>): Promise<void> {
    return retry(step, {
      ...PAUSE,
      giveUp: () => false,
      onRetry: (error) => tellProblem('cannot start', error),
      signal: this.#stopping.signal,
    });
  }
}

const tellProblem = (problem: string, error?: unknown) =>
  emit(logEvents.kafkaProblem, { 'messaging.client.problem': problem }, error);
