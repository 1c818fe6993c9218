import {
  defineCatalogue,
  gaugeOf,
  histogramOf,
  libraryCatalogue,
  logEventOf,
  open,
} from '@sightline/observability/catalogue';

const pool = open(4, 'orders');

/** A service's connections to PostgreSQL. */
export const connections = defineCatalogue({
  name: 'connections',
  emittedBy: ['order', 'payment'],
  uses: [libraryCatalogue],
  metrics: {
    dbConnections: gaugeOf({
      name: 'db_client_connection_count',
      description: 'Connections of the pool by what they do',
      unit: '{connection}',
      labels: { db_client_connection_pool_name: pool, db_client_connection_state: ['idle', 'used'] },
    }),
    dbConnectionsMax: gaugeOf({
      name: 'db_client_connection_max',
      description: 'Connections the pool may open',
      unit: '{connection}',
      labels: { db_client_connection_pool_name: pool },
    }),
    dbPendingRequests: gaugeOf({
      name: 'db_client_connection_pending_requests',
      description: 'Callers waiting for a connection',
      unit: '{request}',
      labels: { db_client_connection_pool_name: pool },
    }),
    dbConnectionWait: histogramOf({
      name: 'db_client_connection_wait_time_seconds',
      description: 'Time a caller waits for a connection',
      unit: 's',
      labels: { db_client_connection_pool_name: pool },
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    }),
  },
  logEvents: {
    databaseUnavailable: logEventOf({
      name: 'database.unavailable',
      level: 'error',
      message: 'The database does not answer',
      description: 'An idle connection broke or none can be made',
      attributes: ['db.namespace'],
    }),
  },
});
