import { randomUUID } from 'node:crypto';
import { logEvents } from '@sightline/catalogue';
import { HomeKeys } from '@sightline/stack';
import type { StoredLine } from '@sightline/stores';
import { OrderApi } from '@sightline/traffic';
import { afterAll, describe, expect, it } from 'vitest';
import { patience } from './patience';
import { runningPlatform } from './platform';

const platform = runningPlatform();
const { addresses, apiKey, shopperKey } = platform.state();
const since = new Date(Date.now() - 1_000);
const guest = `guest-${randomUUID().slice(0, 8)}`;
const keys = new HomeKeys();

afterAll(async () => {
  if (keys.list().keys.some(({ name }) => name === guest)) await keys.remove(guest);
});

const flag = (method: 'PUT' | 'DELETE', headers: Record<string, string>) =>
  fetch(`${addresses.url('flags')}/flags/n-plus-one`, {
    method,
    // One that needs a body is given one: for nobody in particular.
    ...(method === 'PUT'
      ? { body: '{"percent": 0.001}', headers: { 'content-type': 'application/json', ...headers } }
      : { headers }),
  });

/** The first line of the audit log that is so. */
const toldOf = (event: { readonly name: string }, isIt: (line: StoredLine) => boolean) =>
  expect.poll(
    async () => {
      const lines = await platform.logs.query(`{sightline_audit="true"} | event="${event.name}"`, { since });
      return lines.find(isIt);
    },
    { timeout: patience.withinMs, interval: patience.everyMs },
  );

const oneProduct = async () => (await platform.orders.products({ limit: 1 })).body?.products[0]?.sku ?? '';

describe('the audit log', () => {
  it('has who switched a flag, on and off', async () => {
    for (const method of ['PUT', 'DELETE'] as const)
      expect((await flag(method, { 'x-api-key': apiKey })).status).toBe(200);
    for (const change of ['on', 'off'])
      await toldOf(
        logEvents.auditFlagSwitched,
        ({ metadata }) => metadata.audit_change === change && metadata.feature_flag_key === 'n-plus-one',
      ).toMatchObject({ labels: { service_name: 'flags' }, metadata: { audit_actor: 'operator' } });
  });

  it('has who cancelled an order, and the trace of it', async () => {
    const { body: order } = await platform.orders.createOrder({
      items: [{ sku: await oneProduct(), quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      // The bank never answers: it is still pending when it is cancelled.
      paymentToken: 'tok_bank_timeout',
    });
    const cancelled = await platform.orders.cancelOrder(order?.id ?? '');
    expect(cancelled.status).toBe(200);
    await toldOf(logEvents.auditOrderCancelled, ({ metadata }) => metadata.order_id === order?.id).toMatchObject({
      metadata: { audit_actor: 'operator', trace_id: cancelled.traceId },
    });
  });

  it('has which alerts were silenced, by what their author typed, and that it is over', async () => {
    const author = `test ${randomUUID()}`;
    const silence = {
      matchers: [{ name: 'alertname', value: 'NoSuchAlert', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 600_000).toISOString(),
      createdBy: author,
      comment: 'tried by a test',
    };
    const made = await fetch(`${addresses.url('alertmanager')}/api/v2/silences`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(silence),
    });
    const { silenceID } = (await made.json()) as { silenceID: string };
    const isIt =
      (change: string) =>
      ({ metadata }: StoredLine) =>
        metadata.audit_actor === author && metadata.audit_change === change;
    await toldOf(logEvents.auditAlertSilenced, isIt('silenced')).toMatchObject({
      metadata: { alert_matchers: 'alertname="NoSuchAlert"', alert_silence_comment: 'tried by a test' },
    });
    await fetch(`${addresses.url('alertmanager')}/api/v2/silence/${silenceID}`, { method: 'DELETE' });
    await toldOf(logEvents.auditAlertSilenced, isIt('ended')).toBeDefined();
  });

  it('has who tried what they may not', async () => {
    const refused = await flag('PUT', { 'x-api-key': shopperKey });
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('flags:write')]);
    await toldOf(
      logEvents.auditAccessRefused,
      ({ metadata }) => metadata.audit_actor === 'shopper' && metadata.audit_right === 'flags:write',
    ).toBeDefined();
  });
});

describe('a key', () => {
  it('that is made lets in, replaced it is another, and once it is gone nobody gets in by it: without a restart', async () => {
    const codeOf = async (key: string) =>
      (await new OrderApi({ url: addresses.url('order'), apiKey: key }).orders({ limit: 1 })).status;
    const first = await keys.add(guest, ['orders:read']);
    await expect.poll(() => codeOf(first), { timeout: patience.withinMs }).toBe(200);
    expect((await new OrderApi({ url: addresses.url('order'), apiKey: first }).createCart()).status).toBe(403);
    const second = (await keys.rotate(guest)) ?? '';
    await expect
      .poll(async () => [await codeOf(first), await codeOf(second)], { timeout: patience.withinMs })
      .toEqual([401, 200]);
    await keys.remove(guest);
    await expect.poll(() => codeOf(second), { timeout: patience.withinMs }).toBe(401);
    await toldOf(
      logEvents.auditKeysChanged,
      ({ metadata: { audit_key_names: names = '' } }) => names.includes('operator') && !names.includes(guest),
    ).toBeDefined();
  });
});
