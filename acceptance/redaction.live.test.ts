import { randomUUID } from 'node:crypto';
import { ordersTopic } from '@sightline/contracts';
import { connect } from '@sightline/database';
import { createKafka } from '@sightline/messaging';
import { waitUntil } from '@sightline/stores';
import { finalOrder } from '@sightline/traffic';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCanaries, spellingsOf } from './canaries';
import { patience } from './patience';
import { plantInApi, plantInPush } from './plant-everywhere';
import { ordersUrl, paymentsUrl, runningPlatform } from './platform';

const platform = runningPlatform();
const canaries = makeCanaries();
const { cardNumber, spacedCardNumber, email, bearer, paymentToken } = canaries;
const since = new Date();

/** Harmless, and planted beside the canaries: where it is found, a canary would have been. */
const marker = `marker${randomUUID().slice(0, 8)}`;

/** The requests that carry the canaries; each makes a trace. */
const traceIds: string[] = [];

async function plant(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
  const { traceId } = await platform.orders.request(method, path, options);
  if (traceId) traceIds.push(traceId);
}

async function plantInOrder() {
  const [product] = (await platform.orders.products({ limit: 1 })).body?.products ?? [];
  const order = await platform.orders.createOrder({
    items: [{ sku: product?.sku ?? '', quantity: 1 }],
    currency: 'EUR',
    paymentMethod: 'card',
    paymentToken,
    note: `call ${email}, card ${spacedCardNumber}, cvv 123`,
  });
  if (order.body === undefined) throw new Error(`no order: ${order.problem?.detail}`);
  traceIds.push(order.body.traceId);
  await finalOrder(order.body.id, platform, patience);
}

async function plantInMessage() {
  const kafka = createKafka({ brokers: [platform.addresses.at('kafka')], clientId: 'acceptance' });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const headers = { 'event-id': randomUUID(), 'event-type': 'order.created', authorization: `Bearer ${bearer}` };
  const planted = Object.fromEntries(
    ['traceparent', 'tracestate', 'baggage', 'cookie', 'x-made-up', 'dlt-reason', cardNumber].map((name) => [
      name,
      `${cardNumber} ${email} Bearer ${bearer}`,
    ]),
  );
  const everywhere = {
    key: email,
    value: `${cardNumber} ${email}`,
    headers: { 'event-type': cardNumber, 'event-id': email, ...planted },
  };
  const values = [`{"card": "${cardNumber}", "email": "${email}"`, JSON.stringify({ card: cardNumber, note: email })];
  const messages = values.map((value) => ({ key: randomUUID(), value, headers }));
  await producer.send({ topic: ordersTopic.name, messages: [...messages, everywhere] });
  await producer.disconnect();
}

beforeAll(async () => {
  await plantInOrder();
  await plantInMessage();
  const search = new URLSearchParams({ q: email, card: cardNumber, token: bearer, marker });
  await plant('GET', `/products?${search}`);
  await plant('GET', `/orders/${cardNumber}`);
  await plant('GET', `/products/${encodeURIComponent(email)}`);
  await plant('GET', `/nowhere/${encodeURIComponent(email)}?card=${spacedCardNumber}`);
  await plant('POST', '/orders', {
    body: { items: cardNumber, currency: email, paymentToken: bearer, cardNumber, cvv: '123', email },
    headers: { authorization: `Bearer ${bearer}`, cookie: `session=${bearer}`, 'user-agent': `shop/1.0 (${email})` },
  });
  await plant('POST', '/orders', { headers: { 'idempotency-key': cardNumber, 'x-session-id': email } });
  await plant('POST', '/orders', { headers: { 'x-api-key': bearer } });
  for (const service of ['order', 'payment'] as const)
    for (const secret of [cardNumber, spacedCardNumber, email])
      traceIds.push(...(await plantInApi(platform, { service, secret })));
  for (const secret of [cardNumber, email]) await plantInPush(platform, { secret, marker });
});

/** What leaks is named, with a little of what is around it. */
function leaksIn(text: string): string[] {
  return spellingsOf(canaries).flatMap((canary) => {
    const at = text.indexOf(canary);
    return at < 0 ? [] : [`${canary} in …${text.slice(Math.max(0, at - 120), at + canary.length + 40)}…`];
  });
}

describe('planted card numbers, e-mail addresses and tokens are not found', () => {
  it('in the traces, which are there', async () => {
    const { value: stored } = await waitUntil(async () => {
      const found = await Promise.all(traceIds.map((traceId) => platform.traces.spans(traceId)));
      // Some of a trace's spans may be there before the one that the marker is in.
      return found.every((spans) => spans) && text(found).includes(marker) ? found.flat() : undefined;
    }, patience);
    expect(stored, 'every planted request is traced, and the marker is seen').toBeDefined();
    const others = await platform.traces.search({ since, limit: 1000 });
    const all = await Promise.all(others.map(({ traceId }) => platform.traces.spans(traceId)));
    expect(leaksIn(text([stored, all]))).toEqual([]);
  });

  it('in the logs, which are there: neither in the lines nor in their labels and metadata', async () => {
    const { value: lines } = await waitUntil(async () => {
      const all = await platform.logs.query('{service_name=~".+"}', { since, limit: 5000, newestFirst: true });
      const traced = new Set(all.map(({ metadata }) => metadata.trace_id));
      const isSetAside = all.some(({ metadata }) => metadata.event === 'message.dead_lettered');
      const isPushed = all.some(({ line }) => line.includes(marker));
      return isSetAside && isPushed && traceIds.every((traceId) => traced.has(traceId)) ? all : undefined;
    }, patience);
    expect(lines, 'every planted request and message is logged').toBeDefined();
    expect(leaksIn(text(lines))).toEqual([]);
  });

  it('in the labels and exemplars of the metrics', async () => {
    const series = await platform.metrics.query('{service_name=~".+"}');
    const exemplars = await platform.metrics.exemplars('{__name__=~".+_bucket"}', { since });
    expect(series.length).toBeGreaterThan(0);
    expect(leaksIn(text([series, exemplars]))).toEqual([]);
  });
});

describe('nor are they', () => {
  it.each(['orders', 'payments'] as const)(
    'in the database %s, but for what a customer wrote to the shop',
    async (name) => {
      const url = name === 'orders' ? ordersUrl(platform, 'order_owner') : paymentsUrl(platform);
      const db = connect<object>({ url, poolSize: 1, name: 'acceptance' });
      const rowsWith = async (): Promise<string[]> => {
        const { rows: tables } = await sql<{ name: string }>`
        select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema = 'public'`.execute(db);
        const found: string[] = [];
        for (const { name } of tables) {
          // The note of an order is the customer's own, and stays with the order.
          const row = name === 'public.orders' ? sql`(to_jsonb(t) - 'note')::text` : sql`to_jsonb(t)::text`;
          for (const spelling of spellingsOf(canaries)) {
            const { rows } =
              await sql`select 1 from ${sql.raw(name)} t where strpos(${row}, ${spelling}) > 0 limit 1`.execute(db);
            if (rows.length > 0) found.push(`${spelling} in ${name}`);
          }
        }
        return found;
      };
      // The token of a payment is there until it is charged, and the event that carries it until it is sent.
      await expect.poll(rowsWith, { timeout: patience.withinMs, interval: 1_000 }).toEqual([]);
      await db.destroy();
    },
  );

  it('in what is shown of dead letters, and in the inbox', async () => {
    const { addresses, apiKey } = platform.state();
    const letters = await fetch(`${addresses.url('payment')}/dead-letters`, { headers: { 'x-api-key': apiKey } });
    const shown = await letters.text();
    expect(letters.status).toBe(200);
    expect(shown).toContain('malformed');
    const inbox = await (await fetch(`${addresses.url('inbox')}/api/notifications`)).text();
    expect(leaksIn(`${shown} ${inbox}`)).toEqual([]);
  });
});

const text = (value: unknown) => JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner));
