import { startTelemetry } from '@sightline/observability';
import {
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { observeOutbox } from './observe-outbox';

process.env.OTEL_SDK_DISABLED = 'true';
const { registry, shutdown } = startTelemetry();
afterAll(() => shutdown());

it('counts the outbox once per scrape, and anew at the next', async () => {
  const answers = [3, 4, 5];
  let asked = 0;
  class Counting extends DummyDriver {
    override async acquireConnection(): Promise<DatabaseConnection> {
      const rows = () => [{ pending: answers[asked++] ?? 0, oldest: new Date(Date.now() - 60_000) }];
      return {
        executeQuery: async <R>() => ({ rows: rows() }) as QueryResult<R>,
        // biome-ignore lint/correctness/useYield: nothing here is streamed
        streamQuery: async function* () {
          throw new Error('not asked for');
        },
      };
    }
  }
  const db = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Counting(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  observeOutbox(db);
  const first = await registry.metrics();
  expect(first).toMatch(/^outbox_pending_messages\S* 3$/m);
  expect(first).toMatch(/^outbox_oldest\S* 60/m);
  expect(asked).toBe(1);
  expect(await registry.metrics()).toMatch(/^outbox_pending_messages\S* 4$/m);
  expect(asked).toBe(2);
});
