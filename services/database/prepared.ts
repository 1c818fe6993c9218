import type { Socket } from 'node:net';
import { withoutSpans } from '@sightline/observability';
import type { PostgresPoolClient } from 'kysely';
import { DatabaseError, type PoolClient } from 'pg';

/** Statements that a connection keeps at most: those built by hand, or with lists of any length, must not add up. */
const NAMED_AT_MOST = 200;
const names = new Map<string, string>();

/**
 * A connection whose server parses and plans each statement with parameters once, not each time.
 *
 * Where a table has changed since (a migration), PostgreSQL refuses the old plan of a statement that gives all its columns:
 * this connection is not used again then.
 *
 * The begin of a transaction is sent in one piece with its first statement, whose span says what a span of its own would: it takes
 * as long, and fails only where that fails too, with the connection.
 */
export function prepared(client: PoolClient): PostgresPoolClient {
  const { stream } = (client as PoolClient & { readonly connection: { readonly stream: Socket } }).connection;
  let outdated = false;
  const query = async (text: string, values: unknown[]) => {
    if (text === 'begin') {
      stream.cork();
      withoutSpans(() => client.query(text)).catch(() => {});
      return NO_ROWS;
    }
    const name = values.length > 0 ? nameOf(text) : undefined;
    const answer = client.query({ ...(name && { name }), text, values });
    stream.uncork();
    try {
      return await answer;
    } catch (error) {
      outdated ||= name !== undefined && error instanceof DatabaseError && error.code === FEATURE_NOT_SUPPORTED;
      throw error;
    }
  };
  // The other way to ask, with a cursor, is for streams: nothing here makes one.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(outdated) };
}

const NO_ROWS = { command: 'BEGIN', rowCount: 0, rows: [] };

/** `cached plan must not change result type` */
const FEATURE_NOT_SUPPORTED = '0A000';

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMED_AT_MOST) return known;
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return name;
}
