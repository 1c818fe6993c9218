import { describe, expect, it } from 'vitest';
import { parseValues } from '../catalogue/series-notation';
import { parseLevel, type Stage, writeStages } from './level';

const stage = (level: string, seconds: number, more: Partial<Stage> = {}): Stage => ({
  level: parseLevel(level),
  length: seconds * 1_000,
  ...more,
});
const samples = (...stages: Stage[]) => parseValues(writeStages(stages, 5_000));

describe('a level', () => {
  it.each([
    ['a gauge', [stage('0.5', 10), stage('-1', 5)], [0.5, 0.5, 0.5, -1]],
    ['a counter, from 0 and on from where it was', [stage('1/s', 10), stage('2/s', 5)], [0, 5, 10, 20]],
    ['something that grows from a value, whatever was before', [stage('7', 5), stage('100+1/s', 5)], [7, 7, 100]],
    ['something that falls', [stage('100+-1/s', 10)], [100, 95, 90]],
    ['one jump', [stage('0/s', 5), stage('+3', 10)], [0, 0, 3, 3]],
    ['no samples', [stage('_', 5), stage('2/s', 5)], [undefined, undefined, 10]],
    ['a counter that begins anew', [stage('1/s', 10), stage('1/s', 10, { restart: true })], [0, 5, 10, 5, 10]],
  ])('is %s', (_, stages, expected) => expect(samples(...stages)).toEqual(expected));

  it('grows in steps that add up exactly', () => {
    const [first = 0, ...rest] = samples(stage('0.84/s', 600)).map(Number);
    const total = rest
      .map((value, index) => value - (rest[index - 1] ?? first))
      .reduce((sum, step) => sum + step, first);
    expect(samples(stage('0.84/s', 600), stage('0/s', 5)).at(-1)).toBe(total);
  });

  it.each(['', 'many', '5 /s', '1..2'])('is not %j', (text) => {
    expect(() => parseLevel(text)).toThrow('is no level: write 7 (a gauge)');
  });
});
