import { duration, formatDuration } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile';
import { exampleSlo } from '../example-slo';
import { burnRateFactor, outageWindow } from './burn-rate-windows';
import { sloScales } from './demo-scale';
import { windowsFor } from './scale';
import { tiersOf } from './tiers';
import { InvalidWindows, parseWindows } from './windows-file';

const factorsOf = (period: string) => {
  const { page, ticket, ...rest } = windowsFor(duration(period));
  return [page.quick, page.slow, ticket.quick, ticket.slow].map((window) =>
    Number(burnRateFactor(rest.period, window).toPrecision(6)),
  );
};

describe('the windows of burn-rate alerts', () => {
  it.each([
    ['30d', [14.4, 6, 3, 1]],
    ['28d', [13.44, 5.6, 2.8, 0.933333]],
    ['7d', [14.4, 6, 3, 1]],
    ['90d', [14.4, 6, 3, 1]],
  ])('have the factors of the workbook for %s', (period, factors) => expect(factorsOf(period)).toEqual(factors));

  it('are stretched and shrunk to other periods', () => {
    expect(windowsFor(duration('90d')).page.quick).toEqual({
      budgetPercent: 2,
      short: duration('15m'),
      long: duration('3h'),
    });
  });

  it('see a total outage at 99.9 % in 13 s with the outage tier', () => {
    const factor = burnRateFactor(duration('30d'), outageWindow);
    expect(factor).toBeCloseTo(43.2);
    expect((outageWindow.long / 1_000) * factor * 0.001).toBeCloseTo(12.96);
  });

  it('keep their factors at demo scale', () => {
    const annotations = 'sightline.dev/tiers: "outage, page-quick, page-slow, ticket-quick, ticket-slow"';
    const [compiled] = compile([{ file: 'slo.yaml', text: exampleSlo({ annotations }) }], {
      scale: sloScales.demo,
    }).slos;
    expect(
      compiled &&
        tiersOf(compiled.slo, compiled.windows).map(({ factor, long, short }) => [
          factor,
          formatDuration(long),
          formatDuration(short),
        ]),
    ).toEqual([
      [43.2, '5m', '30s'],
      [14.4, '5m', '25s'],
      [6, '30m', '2m30s'],
      [3, '2h', '10m'],
      [1, '6h', '30m'],
    ]);
  });

  it('can be given as a Sloth file, whose mistakes are all told', () => {
    expect(() =>
      parseWindows('apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\nspec: { sloPeriod: soon }', 'w.yaml'),
    ).toThrow(InvalidWindows);
    expect(() =>
      parseWindows('apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\nspec: { sloPeriod: soon }', 'w.yaml'),
    ).toThrow(/soon[\s\S]*page[\s\S]*ticket/);
  });
});
