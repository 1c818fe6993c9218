import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import type { OrderTables } from '../tables';
import { forgetOldKeys, idempotencyKeyOf } from './idempotency';

describe('an Idempotency-Key', () => {
  it.each([undefined, 'a', 'a'.repeat(200), '5f0c4b8e-4d0c-4d52-9b52-3a8d7a1d9f6e'])('may be %s', (key) => {
    expect(idempotencyKeyOf(key)).toBe(key);
  });

  it.each(['', 'a b', 'ä', 'a'.repeat(201)])('must not be "%s"', (key) => {
    expect(() => idempotencyKeyOf(key)).toThrow('not valid');
  });

  it('is known for 24 hours, and forgotten afterwards', async () => {
    const asked: CompiledQuery[] = [];
    const db = new Kysely<OrderTables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (any) => new PostgresIntrospector(any),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
      log: ({ query }) => asked.push(query),
    });
    await forgetOldKeys(db);
    expect(asked.map(({ sql }) => sql)).toEqual([
      'delete from "idempotency_keys" where "created_at" < now() - make_interval(hours => 24)',
    ]);
  });
});
