import { backtest, compileSloFiles } from '@sightline/alerts';
import { inRepository, readPlatform } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { placeOrder } from '@sightline/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectToLocal } from '../platform';
import { readSloStatus } from './slo-status';

const { metrics, shop, within } = connectToLocal();
const scale = readPlatform()?.sloScale ?? 'real';
const { compilation } = compileSloFiles([inRepository('alerts/slos')], { scale });
const promised = compilation.slos.map(({ slo }) => slo.id).sort();

describe('the SLOs of the running platform', () => {
  beforeAll(async () => {
    await placeOrder(shop.orders, { token: 'tok_ok' });
  });

  it('are all recorded, with a budget and burn rates', async () => {
    const { value: statuses } = await waitUntil(
      async () => {
        const found = await readSloStatus(metrics);
        const known = found.filter(({ budgetLeft }) => budgetLeft !== undefined);
        return known.length === promised.length ? known : undefined;
      },
      { withinMs: 200_000, everyMs: 1_000 },
    );
    expect(statuses?.map(({ id }) => id)).toEqual(promised);
    for (const { burnRates, budgetLeft } of statuses ?? []) {
      expect(burnRates.length).toBeGreaterThan(5);
      expect(Number.isFinite(budgetLeft)).toBe(true);
    }
  });

  it('can be replayed from what the services emitted', async () => {
    const until = new Date();
    const since = new Date(until.getTime() - 120_000);
    const patient = within(100_000).metrics;
    const results = await backtest(compilation.slos, patient, { since, until, evaluation: 5_000 });
    expect(results.map(({ id }) => id).sort()).toEqual(promised);
    for (const { budgets } of results) expect(budgets).toHaveLength(1);
  });
});
