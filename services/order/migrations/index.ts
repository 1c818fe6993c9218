import { type MigrationConfig, migrate, roleOf } from '@sightline/database';
import { messagingTables, outboxPartitions } from '@sightline/messaging';
import { carts } from './carts';
import { idempotencyKeys } from './idempotency-keys';
import { orders } from './orders';
import { priceHistory } from './price-history';
import { products } from './products';
import { unloggedCarts } from './unlogged-carts';

export async function migrateOrders(config: MigrationConfig): Promise<void> {
  if (config.MIGRATION_DATABASE_URL === undefined) return;
  await migrate({
    ownerUrl: config.MIGRATION_DATABASE_URL,
    ownerPasswordFile: config.MIGRATION_DATABASE_PASSWORD_FILE,
    appRole: roleOf(config.DATABASE_URL),
    migrations: {
      '0001_messaging': messagingTables,
      '0002_products': products,
      '0003_orders': orders,
      '0004_carts': carts,
      '0005_idempotency_keys': idempotencyKeys,
      '0006_price_history': priceHistory,
      '0007_unlogged_carts': unloggedCarts,
      '0008_outbox_partitions': outboxPartitions,
    },
  });
}
