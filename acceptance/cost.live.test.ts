import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';
import { sightline, sightlineAt } from './sightline';

const platform = runningPlatform();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-cost-'));
  for (let order = 0; order < 5; order++) await buy(platform, 'tok_ok');
});
afterAll(() => rm(folder, { recursive: true }));

interface CostJson {
  readonly measured: {
    readonly work: { readonly noun: string; readonly count: number };
    readonly traces: {
      readonly spans: readonly { name: string; share: number }[];
      readonly attributes: readonly object[];
    };
    readonly logs: { readonly events: readonly { name: string; bytes: number }[] };
    readonly metrics: { readonly series: number; readonly families: readonly object[] };
    readonly processors: readonly { component: string; purpose: string; processors: number }[];
  };
  readonly perThousand: {
    readonly traces: { readonly made: number; readonly bytes: number };
    readonly logs: { readonly lines: number; readonly bytes: number };
    readonly metrics: { readonly samples: number };
    readonly processorSeconds: number;
  };
  readonly projections: readonly { perSecond: number; machines: number; money: { total: number } }[];
}

describe('sightline cost', () => {
  it('reckons from what the platform tells of itself', async () => {
    let cost: CostJson | undefined;
    // Two scrapes of the orders, a trace that is stored, a line that can be asked for.
    const whole = { perThousand: { traces: { bytes: expect.any(Number) }, logs: expect.anything() } };
    await expect
      .poll(
        async () => {
          const { code, out } = await sightline('cost', '--window', '2m', '--json');
          cost = code === 0 ? JSON.parse(out) : undefined;
          return cost;
        },
        { timeout: 2 * patience.withinMs },
      )
      .toMatchObject(whole);
    expect(cost?.measured.work.noun).toBe('orders');
    // An order is more than one span, and a span more than its ids.
    expect(cost?.perThousand.traces.made).toBeGreaterThan(5_000);
    expect(cost?.perThousand.traces.bytes).toBeGreaterThan(100 * (cost?.perThousand.traces.made ?? 0));
    expect(cost?.perThousand.logs.lines).toBeGreaterThan(1_000);
    expect(cost?.measured.metrics.series).toBeGreaterThan(1_000);
    expect(cost?.measured.traces.spans).toHaveLength(10);
    expect(cost?.measured.traces.attributes).toHaveLength(10);
    expect(cost?.measured.metrics.families).toHaveLength(10);
    expect(cost?.measured.logs.events.length).toBeGreaterThan(2);
    const purposes = new Map(cost?.measured.processors.map(({ component, purpose }) => [component, purpose]));
    for (const [component, purpose] of Object.entries({ ...ofWork, ...ofTelemetry }))
      expect([component, purposes.get(component)]).toEqual([component, purpose]);
    expect(cost?.projections.map(({ perSecond }) => perSecond)).toEqual([1000, 58_000, 583_000]);
    const totals = cost?.projections.map(({ money }) => money.total) ?? [];
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  });

  it('goes by the prices, the rates and the window that are given, and refuses others', async () => {
    const file = join(folder, 'prices.yaml');
    await writeFile(file, 'version: 1\nmachine: { perHour: -1 }\n');
    const refused = await sightline('cost', '--prices', file);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(`${file}:2: machine.perHour is below zero`);
    expect(refused.err).toContain('currency is missing');
    expect((await sightline('cost', '--per-second', '0')).code).toBe(2);
    expect((await sightline('cost', '--window', '5s')).err).toContain('shorter than 30s');
    const other = await sightline(
      'cost',
      '--per',
      'http_server_request_duration_seconds_count',
      '--per-second',
      '7',
      '--json',
    );
    expect(other.json<CostJson>()).toMatchObject({
      measured: { work: { noun: 'units' } },
      projections: [{ perSecond: 7 }],
    });
  });

  it('asks whoever has metrics, and names what is missing', async () => {
    await writeFile(
      join(folder, 'sightline.yaml'),
      `platforms:\n  mine:\n    metrics: { prometheus: "${platform.addresses.url('prometheus')}" }\n  other:\n    logs: { loki: "${platform.addresses.url('loki')}" }\n`,
    );
    const mine = await sightlineAt({ cwd: folder }, 'cost', '--platform', 'mine');
    expect(mine.code, mine.err).toBe(0);
    expect(mine.out).toContain('1,000 requests cost');
    expect(mine.out).toContain('the platform has no logs');
    const other = await sightlineAt({ cwd: folder }, 'cost', '--platform', 'other');
    expect(other.code).toBe(2);
    expect(other.err).toContain('metrics: { prometheus: <url> }');
  });
});

const ofWork = { order: 'work', payment: 'work', postgres: 'work', kafka: 'work' };
const ofTelemetry = { collector: 'telemetry', prometheus: 'telemetry' };
