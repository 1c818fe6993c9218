import { type Kysely, type Migration, sql } from 'kysely';

/** Who is there, for all instances of the service together. Worth no wait for the disk, and soon seen again after a crash. */
export const activeSessions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create unlogged table active_sessions (session uuid primary key, seen_at timestamptz not null)`.execute(
      db,
    );
    await sql`create index active_sessions_by_age on active_sessions (seen_at)`.execute(db);
  },
};
