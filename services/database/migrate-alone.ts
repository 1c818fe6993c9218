import { InvalidConfig, readConfig } from '@sightline/config';
import { z } from 'zod';
import { UnknownSchema } from './migrate';
import { databaseSettings } from './settings';

const { DATABASE_URL, MIGRATION_DATABASE_URL, MIGRATION_DATABASE_PASSWORD_FILE } = databaseSettings;

export interface MigrationConfig {
  /** Names the role that the service works with. */
  readonly DATABASE_URL: string;
  readonly MIGRATION_DATABASE_URL?: string | undefined;
  readonly MIGRATION_DATABASE_PASSWORD_FILE?: string | undefined;
}

/** Of such a process. */
export const migrationSchema = z.object({
  DATABASE_URL,
  // Here it is what we are for.
  MIGRATION_DATABASE_URL: MIGRATION_DATABASE_URL.unwrap(),
  MIGRATION_DATABASE_PASSWORD_FILE,
});

/**
 * The whole of a process that brings a schema up to date and ends: a job before a new version of the service starts, which then needs no
 * way in as the owner of its tables. Exit code 1 where it cannot.
 */
export async function migrateAlone(migrateSchema: (config: MigrationConfig) => Promise<void>): Promise<void> {
  try {
    await migrateSchema(readConfig(migrationSchema, process.env));
    console.log('The tables are up to date.');
  } catch (error) {
    console.error(error instanceof InvalidConfig || error instanceof UnknownSchema ? error.message : error);
    process.exitCode = 1;
  }
}
