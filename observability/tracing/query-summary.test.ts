import { expect, test } from 'vitest';
import { summarizeQuery } from './query-summary';

test.each([
  ['select "id" from "orders" where "id" = $1', 'SELECT orders'],
  ['insert into "outbox" ("topic") values ($1) returning "id"', 'INSERT outbox'],
  ['update "orders" set "status" = $1 where "id" = $2', 'UPDATE orders'],
  ['delete from "outbox" where "id" in ($1, $2)', 'DELETE outbox'],
  ['begin', 'BEGIN'],
  ['/* relay */ SELECT * FROM public.outbox FOR UPDATE SKIP LOCKED', 'SELECT public.outbox'],
  ['with due as (select id from orders limit 5) update orders set status = $1', 'UPDATE orders'],
  [
    'with touched as (update carts set a = $1 where id in (select 1)) insert into "cart_items" ("a") values ($2)',
    'INSERT cart_items',
  ],
  ['with "due" as (select "id" from "outbox") delete from "outbox" using "due"', 'DELETE outbox'],
  ['create table if not exists "carts" ("id" uuid)', 'CREATE carts'],
  ['', 'QUERY'],
])('%s', (text, summary) => {
  expect(summarizeQuery(text).summary).toBe(summary);
});
