import { metrics } from '@sightline/catalogue';
import { gauge } from '@sightline/observability';
import type { Pool } from 'pg';

/** Shows the pool at each scrape. */
export function observePool(pool: Pool, name: string): void {
  const labels = { db_client_connection_pool_name: name };
  gauge(metrics.dbConnections).collect(() => [
    { labels: { ...labels, db_client_connection_state: 'idle' }, value: pool.idleCount },
    { labels: { ...labels, db_client_connection_state: 'used' }, value: pool.totalCount - pool.idleCount },
  ]);
  gauge(metrics.dbConnectionsMax).set(labels, pool.options.max);
  gauge(metrics.dbPendingRequests).collect(() => [{ labels, value: pool.waitingCount }]);
}
