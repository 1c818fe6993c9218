import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ordersTopic } from '@sightline/contracts';
import { connect, ping } from '@sightline/database';
import { messagingFaults } from '@sightline/faults';
import { DeadLetters, DeadLettersController, HttpApiModule, Readiness } from '@sightline/http-api';
import { kafkaOf, Messaging, Outbox } from '@sightline/messaging';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import { observeActiveUsers } from './active-users';
import { observeCartValue } from './carts/cart-value';
import { Carts } from './carts/carts';
import { CartsController } from './carts/carts.controller';
import { type Config, ConfigToken } from './config';
import { Database } from './database';
import { forgetOldKeys } from './idempotency/idempotency';
import { OrderTimeouts } from './orders/order-timeouts';
import { Orders } from './orders/orders';
import { OrdersController } from './orders/orders.controller';
import { paymentEvents } from './orders/payment-events';
import { Products } from './products/products';
import { ProductsController } from './products/products.controller';
import { rememberForEver } from './remember-for-ever';
import type { OrderTables } from './tables';

/** Without Kafka events wait in the outbox, and everything else goes on; but a service that has just started waits for it. */
const KAFKA_EXPECTED_MS = 20_000;
const NAME = 'order';
const HOUR_MS = 3_600_000;

@Module({})
export class AppModule implements OnModuleInit {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [HttpApiModule],
      controllers: [OrdersController, CartsController, ProductsController, DeadLettersController],
      providers: [
        { provide: ConfigToken, useValue: config },
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
        { provide: Outbox, useFactory: (db: Kysely<OrderTables>) => new Outbox(db), inject: [Database] },
        {
          provide: Messaging,
          useFactory: (db: Kysely<OrderTables>, outbox: Outbox<OrderTables>) =>
            new Messaging({
              ...kafkaOf(config),
              service: NAME,
              hooks: messagingFaults,
              db,
              outbox,
              publishes: ordersTopic,
              subscription: paymentEvents,
            }),
          inject: [Database, Outbox],
        },
        {
          provide: DeadLetters,
          useFactory: ({ deadLetters }: Messaging<OrderTables, never>) => deadLetters,
          inject: [Messaging],
        },
        Products,
        Orders,
        Carts,
        OrderTimeouts,
      ],
    };
  }

  #upkeep: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly db: Kysely<OrderTables>,
    @Inject(Messaging) private readonly messaging: Messaging<OrderTables, never>,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', () => ping(this.db));
    this.readiness.add('kafka', () => this.messaging.isReady, { neededForMs: KAFKA_EXPECTED_MS });
    observeCartValue(this.db);
    rememberForEver(this.host.httpAdapter.getInstance<FastifyInstance>());
    observeActiveUsers(this.host.httpAdapter.getInstance<FastifyInstance>(), this.db);
    this.#upkeep = setInterval(() => void forgetOldKeys(this.db).catch(() => {}), HOUR_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#upkeep);
    await this.db.destroy();
  }
}
