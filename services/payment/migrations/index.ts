import { type MigrationConfig, migrate, roleOf } from '@sightline/database';
import { messagingTables, outboxPartitions } from '@sightline/messaging';
import { payments } from './payments';

export async function migratePayments(config: MigrationConfig): Promise<void> {
  if (config.MIGRATION_DATABASE_URL === undefined) return;
  await migrate({
    ownerUrl: config.MIGRATION_DATABASE_URL,
    ownerPasswordFile: config.MIGRATION_DATABASE_PASSWORD_FILE,
    appRole: roleOf(config.DATABASE_URL),
    migrations: {
      '0001_messaging': messagingTables,
      '0002_payments': payments,
      '0003_outbox_partitions': outboxPartitions,
    },
  });
}
