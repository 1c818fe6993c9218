import { DEFAULT_MIGRATION_TABLE, Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
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

/** The schema is not one that these migrations lead to. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
  readonly code = 'UNKNOWN_SCHEMA';
}

/** Tells this lock from any other advisory lock of the database. */
const MIGRATION_LOCK = 20_172;

/**
 * Brings the schema up to date. Several instances may start at the same time: one after the other does this. Where a newer version has
 * done more, this one has nothing to do: a schema is changed so that the version before can go on with it. The migrator's own tables live
 * in a schema the app role cannot see.
 *
 * @throws what the failed migration threw; none of it is applied then. {UnknownSchema} where the database has gone another way.
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
    // Held until the only connection ends. PostgreSQL refuses to grant on one table twice at once, too.
    await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
    if (!(await isNewer(db, Object.keys(migrations)))) {
      const migrator = new Migrator({
        db,
        provider: { getMigrations: async () => migrations },
        migrationTableSchema: MIGRATION_SCHEMA,
      });
      const { error } = await migrator.migrateToLatest();
      if (error) throw error;
    }
    const role = sql.id(appRole);
    await sql`grant usage on schema public to ${role}`.execute(db);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(db);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(db);
  } finally {
    await db.destroy();
  }
}

const MIGRATION_SCHEMA = 'migrations';

/** Whether a newer version has been here: all of ours are done, and others after them. @throws {UnknownSchema} */
async function isNewer(db: Kysely<unknown>, ours: readonly string[]): Promise<boolean> {
  const table = `${MIGRATION_SCHEMA}.${DEFAULT_MIGRATION_TABLE}`;
  const { rows: found } = await sql<{ known: string | null }>`select to_regclass(${table})::text as known`.execute(db);
  if (!found[0]?.known) return false;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(db);
  const done = rows.map(({ name }) => name);
  const others = done.filter((name) => !ours.includes(name));
  if (others.length === 0) return false;
  const last = ours.toSorted().at(-1) ?? '';
  const missing = ours.filter((name) => !done.includes(name));
  const between = others.filter((name) => name < last);
  if (missing.length === 0 && between.length === 0) return true;
  throw new UnknownSchema(
    `the database has migrations that this version does not know (${others.join(', ')})${
      missing.length > 0 ? `, and lacks others (${missing.join(', ')})` : ', older than its own'
    }: it was made by another line of this service; use its version, or a database of its own`,
  );
}

/** The role a connection URL logs in with. */
export const roleOf = (url: string) => decodeURIComponent(new URL(url).username);
