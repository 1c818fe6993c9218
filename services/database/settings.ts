import { setting } from '@sightline/config';

/** What a service with a database needs to know. */
export const databaseSettings = {
  /** Logs in as the role that may read and write rows. */
  DATABASE_URL: setting.secretUrl('postgres', 'postgresql'),
  /** Logs in as the role that owns the schema; without it, the tables are made by somebody else, before. */
  MIGRATION_DATABASE_URL: setting.secretUrl('postgres', 'postgresql').optional(),
  /** Where the URL holds none. */
  DATABASE_PASSWORD_FILE: setting.file('the password of the role that may read and write rows').optional(),
  MIGRATION_DATABASE_PASSWORD_FILE: setting.file('the password of the role that owns the schema').optional(),
  /** Ten are too few for 500 requests/s on two cores: callers waited 40 ms (p95) for one in the first seconds of a rush. */
  DATABASE_POOL_SIZE: setting.wholeNumber({ min: 2, max: 100, fallback: 20 }),
};
