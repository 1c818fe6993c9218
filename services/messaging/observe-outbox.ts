import { metrics } from '@sightline/catalogue';
import { gauge } from '@sightline/observability';
import { type QueryExecutorProvider, sql } from 'kysely';

/** Shows, at each scrape, how much waits to be published and for how long. */
export function observeOutbox(db: QueryExecutorProvider): void {
  const asked = sharedWhileUnderWay(() => backlog(db));
  gauge(metrics.outboxPending).collect(async () => [{ labels: {}, value: (await asked()).pending }]);
  gauge(metrics.outboxOldestAge).collect(async () => [{ labels: {}, value: (await asked()).oldestSeconds }]);
}

async function backlog(db: QueryExecutorProvider): Promise<{ pending: number; oldestSeconds: number }> {
  const { rows } = await sql<{ pending: number; oldest: Date | null }>`
    select count(*) as pending, min(created_at) as oldest from outbox`.execute(db);
  const { pending, oldest } = rows[0] ?? { pending: 0, oldest: null };
  return { pending, oldestSeconds: oldest ? Math.max(0, Date.now() - oldest.getTime()) / 1_000 : 0 };
}

/** The gauges of one scrape are read at the same time: they share one answer, and the next scrape asks anew. */
function sharedWhileUnderWay<T>(ask: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
