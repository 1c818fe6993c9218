import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import { loginOf } from './login';
import { observePool } from './pool-metrics';
import { timedPool } from './timed-pool';

export interface DatabaseOptions {
  readonly url: string;
  /** Of the password, where the URL holds none: read anew for each connection, so that it may be replaced while we run. */
  readonly passwordFile?: string | undefined;
  /** Connections held at most; beyond it, work waits for `waitMs` and then fails. */
  readonly poolSize: number;
  /** Of the service; shown in pg_stat_activity too. */
  readonly name: string;
  readonly statementTimeoutMs?: number;
  readonly waitMs?: number;
}

const WAIT_MS = 3_000;
const STATEMENT_MS = 4_500;
/** Until the server ends a transaction in which nothing is done: it may hold locks. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/** Counts, and sums in cents, are far below 2^53: they are read as numbers. */
types.setTypeParser(types.builtins.INT8, Number);

/** Opens no connection yet: an absent database shows at the first statement, not here. */
export function connect<Tables>(options: DatabaseOptions): Kysely<Tables> {
  const pool = new Pool({
    ...loginOf(options.url, options.passwordFile),
    max: options.poolSize,
    application_name: options.name,
    connectionTimeoutMillis: options.waitMs ?? WAIT_MS,
    // The server's word on a slow statement; and, for a server that says nothing any more, ours.
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_MS,
    query_timeout: (options.statementTimeoutMs ?? STATEMENT_MS) + 500,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    // A new connection costs a process, a password's proof and cold caches: what one rush opened stays for the next.
    idleTimeoutMillis: 600_000,
    // What is sent before the answer to the statement before it need not wait for that answer.
    pipeline: true,
    keepAlive: true,
  });
  // A connection that breaks is replaced at the next use; unheard, the event would end the process. Idle ones tell the pool, those
  // in use nobody but themselves: what is done with them fails, and tells why.
  pool.on('error', (error) => emit(logEvents.databaseUnavailable, { 'db.namespace': options.name }, error));
  pool.on('connect', (client) => client.on('error', () => {}));
  observePool(pool, options.name);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: timedPool(pool, options.name) }) });
}

/** @throws when the database does not answer. */
export async function ping<Tables>(db: Kysely<Tables>): Promise<boolean> {
  await sql`select 1`.execute(db);
  return true;
}
