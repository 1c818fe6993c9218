import { metrics } from '@sightline/catalogue';
import { histogram } from '@sightline/observability';
import type { PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import { prepared } from './prepared';

/** The pool as the query builder uses it; how long each caller waits for a connection is measured. */
export function timedPool(pool: Pool, name: string): PostgresPool {
  return {
    connect: async () => {
      const started = performance.now();
      try {
        return prepared(await pool.connect());
      } finally {
        histogram(metrics.dbConnectionWait).observe(
          { db_client_connection_pool_name: name },
          (performance.now() - started) / 1_000,
        );
      }
    },
    end: () => pool.end(),
  };
}
