import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { KeyFile } from '@sightline/access';
import { paymentsTopic } from '@sightline/contracts';
import { connect, ping } from '@sightline/database';
import { messagingFaults, onFault, shiftClock } from '@sightline/faults';
import { DeadLetters, DeadLettersController, HttpApiModule, Readiness } from '@sightline/http-api';
import { kafkaOf, Messaging, Outbox } from '@sightline/messaging';
import type { Kysely } from 'kysely';
import { Bank } from './bank/bank';
import type { Config } from './config';
import { Database } from './database';
import { orderEvents } from './payments/order-events';
import { PaymentJobs } from './payments/payment-jobs';
import { PaymentTransitions } from './payments/payment-transitions';
import { PaymentsController } from './payments/payments.controller';
import type { PaymentTables } from './tables';

/** Without Kafka events wait in the outbox, and everything else goes on; but a service that has just started waits for it. */
const KAFKA_EXPECTED_MS = 20_000;
const NAME = 'payment';
/** The mistake: how far ahead the clock of this service runs. */
const AHEAD_MS = 5_000;

@Module({})
export class AppModule implements OnModuleInit, OnApplicationShutdown {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [HttpApiModule],
      controllers: [PaymentsController, DeadLettersController],
      providers: [
        {
          provide: Database,
          useFactory: () =>
            connect({
              url: config.DATABASE_URL,
              passwordFile: config.DATABASE_PASSWORD_FILE,
              poolSize: config.DATABASE_POOL_SIZE,
              name: NAME,
            }),
        },
        { provide: Outbox, useFactory: (db: Kysely<PaymentTables>) => new Outbox(db), inject: [Database] },
        {
          provide: PaymentJobs,
          useFactory: (db: Kysely<PaymentTables>, outbox: Outbox<PaymentTables>) =>
            new PaymentJobs({
              db,
              bank: new Bank({
                url: config.BANK_URL,
                ...(config.BANK_API_KEY_FILE && { key: new KeyFile(config.BANK_API_KEY_FILE) }),
                timeoutMs: config.BANK_TIMEOUT_MS,
                concurrency: config.BANK_CONCURRENCY,
              }),
              transitions: new PaymentTransitions(outbox),
              concurrency: 2 * config.BANK_CONCURRENCY,
              deadlineMs: config.PAYMENT_DEADLINE_MS,
            }),
          inject: [Database, Outbox],
        },
        {
          provide: Messaging,
          useFactory: (db: Kysely<PaymentTables>, outbox: Outbox<PaymentTables>, jobs: PaymentJobs) =>
            new Messaging({
              ...kafkaOf(config),
              service: NAME,
              hooks: messagingFaults,
              db,
              outbox,
              publishes: paymentsTopic,
              subscription: orderEvents(jobs),
            }),
          inject: [Database, Outbox, PaymentJobs],
        },
        {
          provide: DeadLetters,
          useFactory: ({ deadLetters }: Messaging<PaymentTables, never>) => deadLetters,
          inject: [Messaging],
        },
      ],
    };
  }

  constructor(
    @Inject(Database) private readonly db: Kysely<PaymentTables>,
    @Inject(Messaging) private readonly messaging: Messaging<PaymentTables, never>,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    onFault('clock-skew', (on) => shiftClock(on ? AHEAD_MS : 0));
    this.readiness.add('database', () => ping(this.db));
    this.readiness.add('kafka', () => this.messaging.isReady, { neededForMs: KAFKA_EXPECTED_MS });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }
}
