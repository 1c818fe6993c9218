import type { Addresses } from '@sightline/stack';
import { Client } from 'pg';

/** What PostgreSQL says of itself, as its operator would ask it. */
export interface DatabaseSnapshot {
  /** Why it takes no connection, with PostgreSQL's code where it gives one. */
  readonly refused?: { readonly code?: string; readonly message: string };
  readonly connections?: { readonly taken: number; readonly most: number; readonly by: readonly Holder[] };
  /** Sessions that others wait for and that wait for nobody themselves, the one with the most waiting first. */
  readonly blockers?: readonly Blocker[];
  /** Statements that run and run, and wait for no lock, the longest first. */
  readonly long?: readonly LongStatement[];
}

export interface LongStatement {
  readonly role: string;
  readonly application: string;
  readonly seconds: number;
  /** Its beginning. */
  readonly statement: string;
}

export interface Holder {
  readonly role: string;
  readonly application: string;
  readonly count: number;
}

export interface Blocker {
  readonly role: string;
  readonly application: string;
  /** `idle in transaction`, `active`. */
  readonly state: string;
  /** How many sessions wait for it, also at second hand. */
  readonly waiting: number;
  /** How long the longest of them has waited, and how long its own transaction is open. */
  readonly waitedSeconds: number;
  readonly openSeconds: number;
  /** The beginning of a statement that waits. */
  readonly statement: string;
}

export interface DatabaseAccess {
  readonly addresses: Addresses;
  /** In the order in which they are tried: the least that may see it all first, one that still gets in when all places are taken last. */
  readonly roles: readonly { readonly user: string; readonly password: string }[];
}

const patienceMs = 3000;
/** too_many_connections */
const full = '53300';

export async function snapshotOfDatabase({ addresses, roles }: DatabaseAccess): Promise<DatabaseSnapshot> {
  let refused: DatabaseSnapshot['refused'];
  for (const role of roles) {
    const { host, ports } = addresses;
    const client = new Client({
      host,
      port: ports.postgres,
      database: 'postgres',
      ...role,
      application_name: 'sightline why',
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      statement_timeout: patienceMs,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return { ...(refused && { refused }), ...(await askAll(client)) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      refused ??= { ...(code !== undefined && { code }), message };
      if (code !== full) return { refused };
    } finally {
      void client.end().catch(() => {});
    }
  }
  return { ...(refused && { refused }) };
}

/** Of a statement, without the values it holds. */
const beginning = "left(regexp_replace(query, '''[^'']*''|\\d+', '?', 'g'), 60)";

async function askAll(client: Client): Promise<DatabaseSnapshot> {
  const { rows: held } = await client.query<{ role: string; application: string; count: number }>(`
    select coalesce(usename, '') as role, coalesce(application_name, '') as application, count(*)::int as count
    from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
    group by 1, 2 order by 3 desc limit 10`);
  const { rows: limits } = await client.query<{ most: number; taken: number }>(`
    select current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int - current_setting('reserved_connections')::int as most,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as taken`);
  const { rows: blockers } = await client.query<Blocker>(`
    with recursive waits as (
      select pid, unnest(pg_blocking_pids(pid)) as by, extract(epoch from now() - query_start) as waited
      from pg_stat_activity where wait_event_type = 'Lock'
    ), chain as (
      select by as root, pid, waited from waits
      union
      select waits.by, chain.pid, chain.waited from chain join waits on waits.pid = chain.root
    )
    select coalesce(holder.usename, '') as role, coalesce(holder.application_name, '') as application,
      coalesce(holder.state, '') as state, count(distinct chain.pid)::int as waiting,
      max(chain.waited)::float as "waitedSeconds",
      max(extract(epoch from now() - holder.xact_start))::float as "openSeconds",
      (select ${beginning} from pg_stat_activity waiting
        where waiting.pid = min(chain.pid)) as statement
    from chain join pg_stat_activity holder on holder.pid = chain.root
    where holder.wait_event_type is distinct from 'Lock'
    group by holder.pid, holder.usename, holder.application_name, holder.state order by 4 desc limit 5`);
  const { rows: long } = await client.query<LongStatement>(`
    select coalesce(usename, '') as role, coalesce(application_name, '') as application,
      extract(epoch from now() - query_start)::float as seconds, ${beginning} as statement
    from pg_stat_activity
    where backend_type = 'client backend' and state = 'active' and pid <> pg_backend_pid()
      and wait_event_type is distinct from 'Lock' and now() - query_start > interval '3 seconds'
    order by 3 desc limit 5`);
  const [limit] = limits;
  return { ...(limit && { connections: { ...limit, by: held } }), blockers, long };
}
