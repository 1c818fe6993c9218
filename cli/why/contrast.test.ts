import type { Point } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { contrastOf } from './contrast';
import type { Times } from './times';

const at = (second: number) => new Date(second * 1000);
const times: Times = { before: { since: at(0), until: at(600) }, now: { since: at(660), until: at(720) } };

/** A point every ten seconds. */
const series = (value: (second: number) => number): Point[] =>
  Array.from({ length: 73 }, (_, index) => ({ time: index * 10, value: value(index * 10) }));

/** Always the same noise, around 1. */
const noise = (second: number) => 1 + 0.1 * Math.sin(second);
const options = { tolerance: () => 0.05 };

describe('a value that stands out', () => {
  it('is told with how far, and since when', () => {
    const contrast = contrastOf(
      series((second) => (second < 640 ? noise(second) : 5)),
      times,
      options,
    );
    expect(contrast).toMatchObject({ now: 5, since: at(640) });
    expect(contrast?.before).toBeCloseTo(1, 0);
    expect(contrast?.strength).toBeGreaterThan(0.6);
  });

  it('is stronger the further it goes', () => {
    const strength = (to: number) =>
      contrastOf(
        series((second) => (second < 640 ? noise(second) : to)),
        times,
        options,
      )?.strength ?? 0;
    expect(strength(20)).toBeGreaterThan(strength(3));
    expect(strength(3)).toBeGreaterThan(strength(1.9));
  });

  it('may also be one that fell', () => {
    expect(
      contrastOf(
        series((second) => (second < 640 ? 10 : 0)),
        times,
        options,
      )?.now,
    ).toBe(0);
  });

  it('stands out although there was another trouble before', () => {
    const troubled = (second: number) => (second > 100 && second < 210 ? 5 : noise(second));
    expect(
      contrastOf(
        series((second) => (second < 640 ? troubled(second) : 5)),
        times,
        options,
      ),
    ).toBeDefined();
  });

  it('may be new', () => {
    const appeared = series(() => 2).filter(({ time }) => time > 650);
    expect(contrastOf(appeared, times, { ...options, missing: 0 })).toMatchObject({ before: 0, now: 2 });
    expect(contrastOf(appeared, times, options)).toBeUndefined();
  });
});

describe('a value that does not stand out', () => {
  it.each<[string, (second: number) => number]>([
    ['strays as it always does', noise],
    ['moves less than anybody minds', (second) => (second < 640 ? 1 : 1.15)],
    ['was like this now and then before', (second) => (second % 100 < 30 || second >= 640 ? 5 : 1)],
    ['is a single odd point', (second) => (second === 700 ? 50 : 1)],
  ])('%s', (_, value) => {
    expect(contrastOf(series(value), times, options)).toBeUndefined();
  });

  it('has too few points to tell', () => {
    const few = series((second) => (second < 640 ? 1 : 9)).filter(({ time }) => time < 650 || time > 710);
    expect(contrastOf(few, times, options)).toBeUndefined();
  });
});
