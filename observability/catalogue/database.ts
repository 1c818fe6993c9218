import { spanOf } from './declare';
import { defineCatalogue } from './define';
import { http } from './http';
import { runtime } from './runtime';

/** PostgreSQL as its instrumentation sees it. */
export const database = defineCatalogue({
  name: 'database',
  uses: [http, runtime],
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
});
