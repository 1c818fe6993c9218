import type { Sample } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { readSloStatus } from './slo-status';
import { sloTable } from './slo-table';

const at = new Date('2026-05-17T12:00:00Z');
const own = { sloth_id: 'order-latency', sloth_slo: 'order-latency', sloth_service: 'order', team: 'shop' };

/** Prometheus as it has one SLO of 99 % over 30 days recorded. */
function recorded(ratios: Record<string, number>, more: { left?: number; alerts?: Sample[]; group?: object } = {}) {
  const labels = { ...own, ...more.group };
  const answers: [RegExp, Sample[]][] = [
    [/^slo:objective/, [{ labels: own, value: 0.99 }]],
    [/^slo:time_period/, [{ labels: own, value: 30 }]],
    [
      /ratio_rate/,
      Object.entries(ratios).map(([window, value]) => ({
        labels: { ...labels, __name__: `slo:sli_error:ratio_rate${window}`, sloth_window: window },
        value,
      })),
    ],
    [/budget_remaining/, more.left === undefined ? [] : [{ labels, value: more.left }]],
    [/^ALERTS/, more.alerts ?? []],
  ];
  return { query: async (promQl: string) => answers.find(([question]) => question.test(promQl))?.[1] ?? [] };
}

const burning = recorded({ '1h': 0.2, '5m': 0.5, '30d': 0.004, '30s': 1 }, { left: 0.6 });

describe('the state of an SLO', () => {
  it('has burn rates by window, shortest first, without the period itself', async () => {
    const [status] = await readSloStatus(burning, at);
    expect(status?.burnRates.map(({ window, rate }) => [window, Math.round(rate)])).toEqual([
      ['30s', 100],
      ['5m', 50],
      ['1h', 20],
    ]);
    expect(status?.now).toBeCloseTo(0.5);
  });

  it('tells when the budget ends at the rate of the last hour', async () => {
    const [status] = await readSloStatus(burning, at);
    const hours = ((status?.endsAt?.getTime() ?? 0) - at.getTime()) / 3_600_000;
    expect(hours).toBeCloseTo((0.6 * 30 * 24) / 20);
  });

  it('has no end in sight while the budget comes back as fast as it goes', async () => {
    const [status] = await readSloStatus(recorded({ '1h': 0.01, '5m': 0.9 }, { left: 0.6 }), at);
    expect(status).not.toHaveProperty('endsAt');
  });

  it.each([
    ['nothing is recorded', recorded({})],
    ['what is recorded is no number', recorded({ '5m': Number.NaN, '1h': Number.NaN }, { left: Number.NaN })],
  ])('is known to be unknown when %s', async (_, metrics) => {
    const [status] = await readSloStatus(metrics, at);
    expect(status).toMatchObject({ id: 'order-latency', burnRates: [] });
    expect(status).not.toHaveProperty('budgetLeft');
    expect(status).not.toHaveProperty('now');
  });

  it('is one for each group of a grouped SLO', async () => {
    const [status] = await readSloStatus(recorded({ '5m': 0 }, { group: { region: 'eu' }, left: 1 }), at);
    expect(status).toMatchObject({ group: { region: 'eu' }, budgetLeft: 1 });
  });
});

describe('the table of SLOs', () => {
  it('shows what is left, how fast it goes, when it ends and what fires', async () => {
    const alert = { labels: { ...own, alertname: 'Burn', tier: 'page-quick', sloth_severity: 'page' }, value: 1 };
    const slos = await readSloStatus(recorded({ '5m': 0.5, '1h': 0.2 }, { left: 0.6, alerts: [alert] }), at);
    const [head, row] = sloTable(slos, { paint: plainPaint, at }).split('\n');
    expect(head).toMatch(/^SLO +objective +now +budget left +5m +1h +budget ends +firing$/);
    expect(row).toMatch(/^order-latency +99 % +50 % +60\.0 % +50 +20 +in 21h36m +page-quick$/);
  });

  it('says when a budget is spent, and when nothing is known', async () => {
    const table = async (...known: Parameters<typeof recorded>) =>
      sloTable(await readSloStatus(recorded(...known), at), { paint: plainPaint, at });
    expect(await table({ '5m': 0 }, { left: -0.2 })).toMatch(/-20\.0 % .* spent/);
    expect(await table({})).toMatch(/no data +no data/);
  });
});
