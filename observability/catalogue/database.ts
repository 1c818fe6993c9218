import { gaugeOf, histogramOf, logEventOf, open, spanOf } from './declare';

const emittedBy = ['order', 'payment'] as const;
const pool = open(4, 'orders');

/** PostgreSQL as the services see it. */
export const database = {
  metrics: {
    dbConnections: gaugeOf({
      name: 'db_client_connection_count',
      description: 'Connections of the pool by what they do',
      unit: '{connection}',
      labels: { db_client_connection_pool_name: pool, db_client_connection_state: ['idle', 'used'] },
      emittedBy,
    }),
    dbConnectionsMax: gaugeOf({
      name: 'db_client_connection_max',
      description: 'Connections the pool may open',
      unit: '{connection}',
      labels: { db_client_connection_pool_name: pool },
      emittedBy,
    }),
    dbPendingRequests: gaugeOf({
      name: 'db_client_connection_pending_requests',
      description: 'Callers waiting for a connection',
      unit: '{request}',
      labels: { db_client_connection_pool_name: pool },
      emittedBy,
    }),
    dbConnectionWait: histogramOf({
      name: 'db_client_connection_wait_time_seconds',
      description: 'Time a caller waits for a connection',
      unit: 's',
      labels: { db_client_connection_pool_name: pool },
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      emittedBy,
    }),
  },
  spans: {
    dbQuery: spanOf({
      name: '{db.query.summary}',
      description: 'One statement; its text has placeholders, the values are never recorded',
      kind: 'client',
      attributes: [
        'db.system.name',
        'db.namespace',
        'db.operation.name',
        'db.collection.name',
        'db.query.summary',
        'db.query.text',
        'db.response.status_code',
        'server.address',
        'server.port',
        'error.type',
      ],
      instrumentation: '@opentelemetry/instrumentation-pg',
      emittedBy,
    }),
  },
  attributes: {
    'db.system.name': { type: 'string', description: 'postgresql' },
    'db.namespace': { type: 'string', description: 'The database' },
    'db.operation.name': { type: 'string', description: 'SELECT, INSERT, BEGIN, ...' },
    'db.collection.name': { type: 'string', description: 'The table' },
    'db.query.summary': { type: 'string', description: 'What the statement does to which table: `INSERT orders`' },
    'db.query.text': { type: 'string', description: 'The statement with placeholders' },
    'db.response.status_code': { type: 'string', description: 'The SQLSTATE of a failure' },
  },
  logEvents: {
    databaseUnavailable: logEventOf({
      name: 'database.unavailable',
      level: 'error',
      message: 'The database does not answer',
      description: 'An idle connection broke or none can be made',
      attributes: ['db.namespace'],
      emittedBy,
    }),
  },
} as const;
