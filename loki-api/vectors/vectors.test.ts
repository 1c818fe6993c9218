import type { BinaryExpr, Matching, VectorExpr } from '@sightline/promql/logql';
import { describe, expect, it } from 'vitest';
import { aggregated } from './aggregate';
import { withNumber, withVector } from './binary';
import { labelReplaced } from './label-replace';
import type { Series } from './series';

const series = (labels: Record<string, string>, ...values: (number | undefined)[]): Series => ({ labels, values });
const all = [
  series({ a: '1', b: 'x' }, 3, 1),
  series({ a: '2', b: 'x' }, 5, undefined),
  series({ a: '3', b: 'y' }, 4, 2),
];

const aggregate = (op: VectorExpr['op'], labels: string[], { without = false, parameter = 0 } = {}) =>
  aggregated({ kind: 'vector', op, grouping: { without, labels }, parameter }, all);

describe('an aggregation', () => {
  it('is made for each step of what is there', () => {
    expect(aggregate('sum', ['b'])).toEqual([series({ b: 'x' }, 8, 1), series({ b: 'y' }, 4, 2)]);
    expect(aggregate('count', [])).toEqual([series({}, 3, 2)]);
    expect(aggregate('avg', ['b'])[0]?.values).toEqual([4, 1]);
    expect(aggregate('max', ['a'], { without: true })).toEqual([series({ b: 'x' }, 5, 1), series({ b: 'y' }, 4, 2)]);
    expect(aggregate('stddev', ['b'])[0]?.values).toEqual([1, 0]);
  });

  it('keeps the k largest or smallest of each step', () => {
    expect(aggregate('topk', [], { parameter: 1 })).toEqual([
      series({ a: '2', b: 'x' }, 5, undefined),
      series({ a: '3', b: 'y' }, undefined, 2),
    ]);
    expect(aggregate('bottomk', ['b'], { parameter: 1 }).map(({ labels }) => labels.a)).toEqual(['1', '3']);
  });

  it('sorts by value', () => {
    expect(aggregate('sort_desc', []).map(({ labels }) => labels.a)).toEqual(['2', '3', '1']);
    expect(aggregate('sort', []).map(({ labels }) => labels.a)).toEqual(['1', '3', '2']);
  });
});

const operation = (
  op: BinaryExpr['op'],
  { bool = false, ...matching }: Partial<Matching> & { bool?: boolean } = {},
) => ({
  op,
  bool,
  matching: { on: false, labels: [], many: 'none' as const, include: [], ...matching },
});

describe('an operation', () => {
  it('with a number keeps what a comparison holds for, or says 1 and 0', () => {
    expect(withNumber(operation('>'), all, 3, 'right').map(({ values }) => values[0])).toEqual([undefined, 5, 4]);
    expect(withNumber(operation('>', { bool: true }), all, 3, 'right').map(({ values }) => values[0])).toEqual([
      0, 1, 1,
    ]);
    expect(withNumber(operation('-'), all, 10, 'left')[0]?.values).toEqual([7, 9]);
  });

  it('of two vectors joins series of the same labels, or of those that are named', () => {
    expect(withVector(operation('/'), all, all).map(({ values }) => values)).toEqual([
      [1, 1],
      [1, undefined],
      [1, 1],
    ]);
    const totals = aggregate('sum', ['b']);
    expect(withVector(operation('/', { on: true, labels: ['b'], many: 'left' }), all, totals)[1]).toEqual(
      series({ a: '2', b: 'x' }, 0.625, undefined),
    );
    expect(() => withVector(operation('/', { on: true, labels: ['b'] }), all, totals)).toThrow('many-to-one');
    expect(() => withVector(operation('/', { on: true, labels: ['b'] }), totals, all)).toThrow('many-to-many');
  });

  it('of sets looks at each step', () => {
    const some = [series({ a: '1', b: 'x' }, 9, undefined), series({ c: 'z' }, undefined, 7)];
    expect(withVector(operation('and'), all, some)[0]?.values).toEqual([3, undefined]);
    expect(withVector(operation('unless'), all, some)[0]?.values).toEqual([undefined, 1]);
    const either = withVector(operation('or'), some, all);
    expect(either[0]).toEqual(series({ a: '1', b: 'x' }, 9, 1));
    expect(either).toHaveLength(4);
  });
});

describe('label_replace', () => {
  it('makes a label of a part of another, where that matches whole', () => {
    const replace = (pattern: string, replacement: string) =>
      labelReplaced({ kind: 'label_replace', to: 'c', from: 'b', pattern, replacement }, all)[0]?.labels.c;
    expect(replace('(x)', 'is-$1')).toBe('is-x');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so Go writes a group.
    expect(replace('(?P<it>.)', '${it}!')).toBe('x!');
    expect(replace('y', 'z')).toBeUndefined();
  });
});
