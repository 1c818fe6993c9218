import { migrate, roleOf } from '@sightline/database';
import { messagingTables, outboxPartitions } from '@sightline/messaging';
import type { Config } from '../config';
import { payments } from './payments';

export function migratePayments(config: Config): Promise<void> {
  return migrate({
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
