import { createHash } from 'node:crypto';
import { metrics } from '@sightline/catalogue';
import { gauge } from '@sightline/observability';
import type { FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { OrderTables } from './tables';

const WINDOW_MINUTES = 5;
/** A session that is seen all the time is written down once in so long. */
const NOTED_AGAIN_MS = 60_000;
const WRITTEN_EVERY_MS = 5_000;
const MAX_SESSIONS = 50_000;

/** The sessions that were seen and are not written down yet, in bounded memory. */
export class SeenSessions {
  /** When each was last noted, oldest first. */
  readonly #noted = new Map<string, number>();
  #unwritten = new Set<string>();

  see(session: string, now: number): void {
    const noted = this.#noted.get(session);
    if (noted !== undefined && now - noted < NOTED_AGAIN_MS) return;
    this.#noted.delete(session);
    this.#noted.set(session, now);
    this.#unwritten.add(session);
    const [oldest] = this.#noted.keys();
    if (this.#noted.size > MAX_SESSIONS && oldest !== undefined) {
      this.#noted.delete(oldest);
      this.#unwritten.delete(oldest);
    }
  }

  /** Those that came since it was asked the last time. */
  take(): string[] {
    const taken = [...this.#unwritten];
    this.#unwritten = new Set();
    return taken;
  }

  /** They could not be written down: they are told again. */
  putBack(sessions: readonly string[]): void {
    for (const session of sessions) if (this.#noted.has(session)) this.#unwritten.add(session);
  }
}

/**
 * Counts whoever says who they are by `x-session-id`: the different sessions of the last five minutes. They are counted in the database, for
 * all instances of the service together: one session may come to each of them.
 */
export function observeActiveUsers(server: FastifyInstance, db: Kysely<OrderTables>): void {
  const sessions = new SeenSessions();
  server.addHook('onRequest', async ({ headers }) => {
    const session = headers['x-session-id'];
    if (typeof session === 'string' && session !== '') sessions.see(session.slice(0, 100), performance.now());
  });
  const write = () => {
    const taken = sessions.take();
    void writeDown(db, taken).catch(() => sessions.putBack(taken));
  };
  const timer = setInterval(write, WRITTEN_EVERY_MS).unref();
  server.addHook('onClose', async () => clearInterval(timer));
  gauge(metrics.activeUsers).collect(async () => {
    const { rows } = await sql<{ users: number }>`
      select count(*)::int as users from active_sessions
      where seen_at > now() - make_interval(mins => ${sql.lit(WINDOW_MINUTES)})`.execute(db);
    return [{ labels: {}, value: rows[0]?.users ?? 0 }];
  });
}

/** Who they are is nobody's business here: a part of their hash tells one from another. */
const keyOf = (session: string) => createHash('sha256').update(session).digest('hex').slice(0, 32);

async function writeDown(db: Kysely<OrderTables>, sessions: readonly string[]): Promise<void> {
  // In one order, so that no two instances wait for each other.
  const keys = sessions.map(keyOf).sort();
  await sql`
    insert into active_sessions (session, seen_at)
    select unnest(${keys}::text[])::uuid, now()
    on conflict (session) do update set seen_at = excluded.seen_at`.execute(db);
  // What another has in hand is seen again, or removed by that one.
  await sql`
    delete from active_sessions where session in (
      select session from active_sessions
      where seen_at < now() - make_interval(mins => ${sql.lit(WINDOW_MINUTES)})
      order by session
      for update skip locked
    )`.execute(db);
}
