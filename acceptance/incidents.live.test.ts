import { metrics } from '@sightline/catalogue';
import { type Span, waitUntil } from '@sightline/stores';
import { duringIncident, incidentPlatform, incidents, startIncident, stopAll, stopIncident } from '@sightline/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();
const subject = incidentPlatform(platform.state());
const flags = (path: string, { headers, ...init }: RequestInit = {}) =>
  fetch(`${subject.url('flags')}${path}`, { ...init, headers: { ...headers, 'x-api-key': subject.apiKey } });
const flagsOn = async () =>
  ((await (await flags('/flags')).json()) as { flags: { key: string; percent: number }[] }).flags
    .filter(({ percent }) => percent > 0)
    .map(({ key }) => key);

const incident = (name: string) => {
  const found = incidents.find((each) => each.name === name);
  if (!found) throw new Error(`no incident ${name}`);
  return found;
};

/** The trace of one request, made with this header. */
const traceOf = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
  (await platform.orders.request('GET', path, { headers })).traceId ?? '';

const storedSpans = async (traceId: string): Promise<readonly Span[]> => (await platform.traces.spans(traceId)) ?? [];

const flagsTaken = (spans: readonly Span[]) =>
  new Set(spans.map(({ attributes }) => attributes['feature_flag.key']).filter((key) => key !== undefined));
const statements = (spans: readonly Span[]) => spans.filter(({ name }) => /^select orders$/i.test(name)).length;

beforeAll(async () => {
  for (let orders = 0; orders < 4; orders++) await buy(platform, 'tok_ok');
});
afterAll(() => stopAll(incidents, subject));

describe('a mistake asked for by header', () => {
  it('is made for that request alone, and its spans say so', async () => {
    const traceIds = await Promise.all([
      traceOf('/orders?limit=3', { 'x-fault': 'n-plus-one' }),
      traceOf('/orders?limit=3', { 'x-fault': 'n-plus-one;percent=0' }),
      traceOf('/orders?limit=3'),
    ]);
    // A request ends last, but its span may arrive before those of what it did.
    const seen = async () => {
      const traces = await Promise.all(traceIds.map(storedSpans));
      return traces.map((spans) => ({ statements: statements(spans), flags: [...flagsTaken(spans)] }));
    };
    await expect.poll(seen, { timeout: patience.withinMs, interval: patience.everyMs }).toEqual([
      { statements: 5, flags: ['n-plus-one'] },
      { statements: 1, flags: [] },
      { statements: 1, flags: [] },
    ]);
  });

  it('goes with the order through outbox and Kafka to the other service', async () => {
    const [product] = (await platform.orders.products({ limit: 1 })).body?.products ?? [];
    const { body: order } = await platform.orders.request<{ traceId: string }>('POST', '/orders', {
      headers: { 'x-fault': 'slow-consumer' },
      body: {
        items: [{ sku: product?.sku, quantity: 1 }],
        currency: 'EUR',
        paymentMethod: 'card',
        paymentToken: 'tok_ok',
      },
    });
    const { value } = await waitUntil(async () => {
      const spans = await storedSpans(order?.traceId ?? '');
      return spans.find(({ service, attributes }) => service === 'payment' && 'feature_flag.key' in attributes);
    }, patience);
    expect(value?.attributes['feature_flag.key']).toBe('slow-consumer');
  });

  it('is refused with the names there are, when there is no such mistake', async () => {
    const { status, problem } = await platform.orders.request('GET', '/orders', { headers: { 'x-fault': 'sabotage' } });
    expect([status, problem?.detail]).toEqual([400, expect.stringContaining('n-plus-one')]);
  });
});

describe('a mistake switched on for everybody', () => {
  it('is made while its flag is on, and no longer', async () => {
    /** Whether the next request is made the bad way, by how often it asks for the orders. */
    const isTaken = async () => {
      const traceId = await traceOf('/orders?limit=3');
      const whole = await waitUntil(async () => {
        const spans = await storedSpans(traceId);
        return (spans.some(({ kind }) => kind === 'server') && statements(spans) > 0) || undefined;
      }, patience);
      return whole.value && flagsTaken(await storedSpans(traceId)).has('n-plus-one');
    };
    await duringIncident({ ...incident('n-plus-one') }, subject, async () => {
      const on = await waitUntil(async () => (await isTaken()) || undefined, patience);
      expect(on.value, 'the service hears of the flag').toBe(true);
    });
    const off = await waitUntil(async () => (await isTaken()) === false || undefined, patience);
    expect(off.value, 'the service hears that it is off').toBe(true);
    const counted = await waitUntil(
      async () =>
        (await platform.metrics.query(`${metrics.flagEvaluations.name}{feature_flag_key="n-plus-one"}`)).find(
          ({ value }) => value > 0,
        ),
      patience,
    );
    expect(counted.value?.labels.feature_flag_result_variant).toBe('on');
  });

  it('can be read by any OpenFeature client, over OFREP', async () => {
    const response = await flags('/ofrep/v1/evaluate/flags/slow-query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ context: { targetingKey: 'anybody' } }),
    });
    expect([response.status, await response.json()]).toEqual([
      200,
      { key: 'slow-query', value: false, variant: 'off', reason: 'STATIC' },
    ]);
  });
});

describe('a component taken away', () => {
  const bank = () => platform.state().components.find(({ name }) => name === 'bank');

  it('stays away until it is let go, and is back then', async () => {
    const down = incident('bank-down');
    const restarts = bank()?.restarts;
    try {
      await startIncident(down, subject);
      expect([bank()?.status, bank()?.process]).toEqual(['held', undefined]);
    } finally {
      await stopIncident(down, subject);
    }
    await expect.poll(bank, { timeout: patience.withinMs }).toMatchObject({ status: 'ready', restarts });
  });
});

it('at the end everything is as it was', async () => {
  await stopAll(incidents, subject);
  expect(await flagsOn()).toEqual([]);
  expect(platform.state().components.filter(({ intervention }) => intervention !== undefined)).toEqual([]);
});
