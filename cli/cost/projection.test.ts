import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrices } from './prices';
import type { ComponentUse } from './processors';
import { project } from './projection';
import type { Measured } from './read-cost';

const prices = readPrices();
const positive = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const used = (component: string, purpose: ComponentUse['purpose'], perUnit: number, idle: number): ComponentUse => ({
  ...{ component, purpose, perUnit, idle, processors: perUnit + idle, isTold: true, source: 'metrics' },
});

/** A platform of any size that works at some rate. */
const platforms = fc
  .record({
    ...{
      count: fc.integer({ min: 1, max: 1e6 }),
      spans: positive,
      lines: positive,
      bytes: positive,
      samples: positive,
    },
    ...{ series: fc.integer({ min: 1, max: 100_000 }), instances: fc.integer({ min: 1, max: 20 }) },
    perUnit: fc.double({ min: 1e-5, max: 0.1, noNaN: true }),
    idle: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .map(({ count, spans, lines, bytes, samples, series, instances, perUnit, idle }): Measured => {
    const window = { since: new Date(0), until: new Date(300_000) };
    return {
      window,
      work: { noun: 'orders', counter: 'orders_total', count, perSecond: count / 300, rateSeconds: 60 },
      traces: { made: spans, stored: spans, bytesPerSpan: 300, lookedAt: 1, spans: [], attributes: [] },
      logs: { lines, bytes, bytesPerStoredLine: 50, isStoredTold: true, events: [] },
      metrics: {
        ...{ series: series * instances + 100, samplesPerSecond: samples, families: [] },
        services: [
          { service: 'order', instances, series: series * instances },
          { service: 'prometheus', instances: 1, series: 100 },
        ],
      },
      processors: [
        used('order', 'work', perUnit, idle),
        used('collector', 'telemetry', perUnit / 2, idle),
        used('traffic', 'load', 100, 100),
      ],
    };
  });
const rates = fc.double({ min: 0.01, max: 1e6, noNaN: true });

const close = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));

describe('a projection', () => {
  it('lets what comes of the work grow with it', () => {
    fc.assert(
      fc.property(platforms, rates, fc.double({ min: 1, max: 100, noNaN: true }), (measured, perSecond, times) => {
        const once = project(measured, { perSecond, prices });
        const more = project(measured, { perSecond: perSecond * times, prices });
        close(more.spansPerSecond, once.spansPerSecond * times);
        close(more.linesPerSecond, once.linesPerSecond * times);
        close(more.disk.traces, once.disk.traces * times);
        close(more.disk.logs, once.disk.logs * times);
      }),
    );
  });

  it('has whole processes and machines, enough for what they do, and none to spare', () => {
    fc.assert(
      fc.property(platforms, rates, (measured, perSecond) => {
        const { replicas, machines, processors } = project(measured, { perSecond, prices });
        const { order = 0 } = replicas;
        const room = prices.fill.processors;
        const needed = (measured.processors[0]?.perUnit ?? 0) * perSecond;
        expect(Number.isInteger(order) && Number.isInteger(machines)).toBe(true);
        expect(order * room).toBeGreaterThanOrEqual(needed * (1 - 1e-9));
        expect(order === 1 || (order - 1) * room < needed * (1 + 1e-9)).toBe(true);
        const room8 = prices.machine.processors * room;
        const used = processors.work + processors.telemetry;
        expect(machines * room8).toBeGreaterThanOrEqual(used * (1 - 1e-9));
        expect(machines === 1 || (machines - 1) * room8 < used * (1 + 1e-9)).toBe(true);
      }),
    );
  });

  it('has the series of each process as often as there are processes, and all others once', () => {
    fc.assert(
      fc.property(platforms, rates, (measured, perSecond) => {
        const { series, replicas } = project(measured, { perSecond, prices });
        const { instances = 1, series: own = 0 } = measured.metrics.services[0] ?? {};
        close(series, (own / instances) * (replicas.order ?? 0) + 100);
      }),
    );
  });

  it('never costs less where there is more to do', () => {
    fc.assert(
      fc.property(platforms, rates, fc.double({ min: 1, max: 100, noNaN: true }), (measured, perSecond, times) => {
        const once = project(measured, { perSecond, prices }).money.total;
        expect(project(measured, { perSecond: perSecond * times, prices }).money.total).toBeGreaterThanOrEqual(
          once * (1 - 1e-9),
        );
      }),
    );
  });

  it('costs the sum of its parts, each in proportion to its own price', () => {
    fc.assert(
      fc.property(platforms, rates, positive, (measured, perSecond, times) => {
        const { money } = project(measured, { perSecond, prices });
        close(money.total, money.machines + money.disks + money.network);
        expect(money.telemetry).toBeLessThanOrEqual(money.total * (1 + 1e-9));
        const dearer = { ...prices, disk: { perGiBMonth: prices.disk.perGiBMonth * times } };
        const other = project(measured, { perSecond, prices: dearer }).money;
        close(other.disks, money.disks * times);
        expect([other.machines, other.network]).toEqual([money.machines, money.network]);
      }),
    );
  });

  it('stores the share of traces that is asked for, and nothing else of less', () => {
    fc.assert(
      fc.property(platforms, rates, fc.double({ min: 0, max: 1, noNaN: true }), (measured, perSecond, keep) => {
        const all = project(measured, { perSecond, prices });
        const some = project(measured, { perSecond, prices, keep });
        close(some.disk.traces, all.disk.traces * keep);
        expect([some.disk.logs, some.disk.metrics, some.spansPerSecond]).toEqual([
          all.disk.logs,
          all.disk.metrics,
          all.spansPerSecond,
        ]);
      }),
    );
  });
});
