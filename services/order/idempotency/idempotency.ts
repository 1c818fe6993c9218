import { createHash } from 'node:crypto';
import { metrics } from '@sightline/catalogue';
import { Problem } from '@sightline/http-api';
import type { UnitOfWork } from '@sightline/messaging';
import { counter } from '@sightline/observability';
import { type Kysely, sql } from 'kysely';
import type { OrderTables } from '../tables';

export interface Replayable<Response> {
  readonly response: Response;
  /** It was made for an earlier request with the same key. */
  readonly replayed: boolean;
}

/**
 * Does the work once per key: a request that comes again with its Idempotency-Key gets the answer of the first. The key is
 * taken in the transaction of the work, so a second request at the same time waits here for the first to commit or to fail.
 *
 * @throws {Problem} 422 when the key came with another request before.
 */
export async function oncePerKey<Response extends object>(
  { tx, write, afterCommit }: UnitOfWork<OrderTables>,
  { key, request }: { key: string; request: unknown },
  work: () => Promise<Response>,
): Promise<Replayable<Response>> {
  const request_hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const taken = await tx
    .insertInto('idempotency_keys')
    .values({ key, request_hash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();

  if (taken.numInsertedOrUpdatedRows === 1n) {
    const response = await work();
    write(
      tx
        .updateTable('idempotency_keys')
        .set({ response: JSON.stringify(response) })
        .where('key', '=', key),
    );
    return { response, replayed: false };
  }

  const earlier = await tx.selectFrom('idempotency_keys').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  if (earlier.request_hash !== request_hash) {
    counter(metrics.idempotentReplays).inc({ outcome: 'conflict' });
    throw new Problem({
      status: 422,
      kind: 'idempotency-key-reused',
      title: 'This Idempotency-Key came with another request before',
      detail: 'Use a new key for each new request; repeat a request with its own key and the very same body.',
    });
  }
  afterCommit(() => counter(metrics.idempotentReplays).inc({ outcome: 'replayed' }));
  return { response: earlier.response as Response, replayed: true };
}

/** @throws {Problem} 400; `undefined` when there is none. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new Problem({
    status: 400,
    kind: 'invalid-idempotency-key',
    title: 'The Idempotency-Key is not valid',
    detail: 'It has 1 to 200 visible ASCII characters, a UUID for example.',
  });
}

const KEPT_HOURS = 24;

export async function forgetOldKeys(db: Kysely<OrderTables>): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${sql.lit(KEPT_HOURS)})`)
    .execute();
}
