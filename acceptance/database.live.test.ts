import { randomUUID } from 'node:crypto';
import { connect } from '@sightline/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordersUrl, runningPlatform } from './platform';

const url = ordersUrl(runningPlatform(), 'order_owner');
/** One connection, so that all is seen of it. */
const db = connect<object>({ url, poolSize: 1, name: 'acceptance' });
const table = sql.table(`prepared_${randomUUID().slice(0, 8)}`);

const read = async () => (await sql`select * from ${table} where id = ${1}`.execute(db)).rows;
const plans = async () =>
  (await sql`select statement from pg_prepared_statements where statement like 'select * from "prepared%'`.execute(db))
    .rows.length;

beforeAll(async () => {
  await sql`create table ${table} (id int primary key)`.execute(db);
  await sql`insert into ${table} values (1)`.execute(db);
});

afterAll(async () => {
  await sql`drop table ${table}`.execute(db);
  await db.destroy();
});

// Each goes on where the one before it has left the table.
describe('the statements of a service', { retry: 0 }, () => {
  it('are planned once for a connection, however often they are asked', async () => {
    for (const _ of [1, 2, 3]) expect(await read()).toEqual([{ id: 1 }]);
    expect(await plans()).toBe(1);
  });

  it('work again, on a new connection, after a migration that changed what they give', async () => {
    await read();
    await sql`alter table ${table} add column note text default 'new'`.execute(db);
    await expect(read()).rejects.toThrow('cached plan must not change result type');
    expect(await read()).toEqual([{ id: 1, note: 'new' }]);
  });

  it('are of the transaction from its first one on, which is sent together with its begin', async () => {
    const insertTwice = db.transaction().execute(async (tx) => {
      await sql`insert into ${table} (id) values (2)`.execute(tx);
      await sql`insert into ${table} (id) values (2)`.execute(tx);
    });
    await expect(insertTwice).rejects.toThrow('duplicate key');
    const divide = db.transaction().execute((tx) => sql`select 1 / 0`.execute(tx));
    await expect(divide).rejects.toThrow('division by zero');
    expect((await sql`select id from ${table}`.execute(db)).rows).toEqual([{ id: 1 }]);
  });
});
