import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { loginOf } from './login';

/** Long enough to change a large table, or to wait for another instance that does. */
const STATEMENT_MS = 60_000;
const CONNECT_MS = 5_000;

export interface MigrateOptions {
  /** Connects as the role that owns the schema. */
  readonly ownerUrl: string;
  /** Of the password, where the URL holds none. */
  readonly ownerPasswordFile?: string | undefined;
  /** The role the service itself works with: it may read and write rows, and nothing else. */
  readonly appRole: string;
  /** By name, applied in the order of the names. */
  readonly migrations: Record<string, Migration>;
  /** A minute unless said. */
  readonly statementTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

/**
 * Brings the schema up to date; several instances may start at the same time. The migrator's own tables live in a schema
 * the app role cannot see.
 *
 * @throws what the failed migration threw; none of it is applied then.
 */
export async function migrate({
  ownerUrl,
  ownerPasswordFile,
  appRole,
  migrations,
  statementTimeoutMs = STATEMENT_MS,
  connectTimeoutMs = CONNECT_MS,
}: MigrateOptions): Promise<void> {
  const pool = new Pool({
    ...loginOf(ownerUrl, ownerPasswordFile),
    max: 1,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 500,
    // Here for what it does to a statement without an answer: its connection is broken, so that going back does not wait for it too.
    pipeline: true,
  });
  // What breaks the connection fails the statement under way, and is thrown by it; unheard, the events would end the process.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      migrationTableSchema: 'migrations',
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
    const role = sql.id(appRole);
    await sql`grant usage on schema public to ${role}`.execute(db);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(db);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(db);
  } finally {
    await db.destroy();
  }
}

/** The role a connection URL logs in with. */
export const roleOf = (url: string) => decodeURIComponent(new URL(url).username);
