import { setting } from '@sightline/config';

/** What a service with a database needs to know. */
export const databaseSettings = {
  /** Logs in as the role that may read and write rows. */
  DATABASE_URL: setting.secretUrl('postgres', 'postgresql'),
  /** Logs in as the role that owns the schema. */
  MIGRATION_DATABASE_URL: setting.secretUrl('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: setting.wholeNumber({ min: 2, max: 100, fallback: 10 }),
};
