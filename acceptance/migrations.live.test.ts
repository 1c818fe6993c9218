import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, migrate } from '@sightline/database';
import { databaseUrl } from '@sightline/stack';
import { type Kysely, type Migration, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordersUrl, runningPlatform } from './platform';

const platform = runningPlatform();
const database = `scratch_${randomUUID().slice(0, 8)}`;

async function asSuperuser(statement: string, on = 'postgres') {
  const { postgresPassword: password } = JSON.parse(readFileSync(join(platform.state().home, 'secrets.json'), 'utf8'));
  const url = databaseUrl(platform, { role: 'postgres', password, database: on });
  const db = connect<unknown>({ url, poolSize: 2, name: 'migrations', statementTimeoutMs: 60_000 });
  try {
    return (await sql<{ tablename: string }>`${sql.raw(statement)}`.execute(db)).rows;
  } finally {
    await db.destroy();
  }
}

beforeAll(() => asSuperuser(`create database ${database} owner order_owner`));
afterAll(() => asSuperuser(`drop database if exists ${database} with (force)`));

const table = (name: string): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql`create table ${sql.id(name)} (id int)`.execute(db);
  },
});

const first = { '0001_a': table('a') };
const second = { ...first, '0002_b': table('b') };

const bring = (migrations: Record<string, Migration>) => {
  const url = new URL(ordersUrl(platform, 'order_owner'));
  url.pathname = `/${database}`;
  return migrate({ ownerUrl: url.href, appRole: 'order_app', migrations });
};

const tables = async () =>
  (await asSuperuser("select tablename from pg_tables where schemaname = 'public' order by 1", database)).map(
    ({ tablename }) => tablename,
  );

describe('a schema', () => {
  it('is made once by instances that start at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => bring(first)));
    expect(await tables()).toEqual(['a']);
  });

  it('of a newer version is one that an instance of the version before starts on', async () => {
    await bring(second);
    await bring(first);
    expect(await tables()).toEqual(['a', 'b']);
  });

  it('that went another way is refused, and left as it is', async () => {
    const other = { '0001_a': table('a'), '0003_c': table('c') };
    await expect(bring(other)).rejects.toMatchObject({
      code: 'UNKNOWN_SCHEMA',
      message: expect.stringMatching(/0002_b.*0003_c/),
    });
    expect(await tables()).toEqual(['a', 'b']);
  });
});
