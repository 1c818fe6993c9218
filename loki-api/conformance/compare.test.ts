import { describe, expect, it } from 'vitest';
import { type Answer, readAnswer } from './answer';
import { difference } from './compare';

const base = 1_700_000_000_000_000_000n;
const streams = (...values: [offset: number, line: string][]): Answer =>
  readAnswer(
    200,
    JSON.stringify({
      data: {
        resultType: 'streams',
        result: [{ stream: { a: 'b' }, values: values.map(([offset, line]) => [String(base + BigInt(offset)), line]) }],
      },
    }),
    base,
  );
const vector = (...values: [name: string, value: string][]): Answer => ({
  status: 200,
  vector: values.map(([name, value]) => ({ labels: { name }, point: [0, value] })),
});

describe('two answers', () => {
  it('are equal whatever the order of lines of one nanosecond', () => {
    expect(difference(streams([5, 'x'], [5, 'y']), streams([5, 'y'], [5, 'x']))).toBeUndefined();
  });

  it.each([
    ['a line', streams([5, 'x']), streams([5, 'y'])],
    ['a nanosecond', streams([5, 'x']), streams([6, 'x'])],
    ['the order', streams([5, 'x'], [6, 'y']), streams([6, 'y'], [5, 'x'])],
    ['a line too many', streams([5, 'x']), streams([5, 'x'], [5, 'x'])],
    ['a value', vector(['a', '1']), vector(['a', '1.0000001'])],
    ['a label', vector(['a', '1']), vector(['b', '1'])],
    ['a sample too few', vector(['a', '1'], ['b', '2']), vector(['a', '1'])],
    ['the kind', vector(['a', '1']), { status: 200, matrix: [] } satisfies Answer],
    ['a refusal', vector(['a', '1']), { status: 400, refused: 'no' } satisfies Answer],
    ['the status', { status: 400, refused: 'no' } satisfies Answer, { status: 404, refused: 'no' } satisfies Answer],
  ])('differ by %s', (_, expected, given) => {
    expect(difference(expected, given)).toBeDefined();
  });

  it('are equal when only the last digits of a sum differ', () => {
    expect(difference(vector(['a', '0.3']), vector(['a', '0.30000000000000004']))).toBeUndefined();
  });

  it('differ by the order of samples only where that is defined', () => {
    const [one, other] = [vector(['a', '2'], ['b', '1']), vector(['b', '1'], ['a', '2'])];
    expect(difference(one, other)).toBeUndefined();
    expect(difference(one, other, { ordered: true })).toBeDefined();
    const [tied, tiedOtherwise] = [vector(['a', '1'], ['b', '1']), vector(['b', '1'], ['a', '1'])];
    expect(difference(tied, tiedOtherwise, { ordered: true })).toBeUndefined();
  });

  it('leave open which samples of one value were chosen', () => {
    expect(difference(vector(['a', '1']), vector(['b', '1']), { chosen: true })).toBeUndefined();
    expect(difference(vector(['a', '1']), vector(['b', '2']), { chosen: true })).toBeDefined();
  });

  it('leave open which lines of the last nanosecond a limit leaves', () => {
    const parameters = { limit: 2, direction: 'backward' };
    expect(difference(streams([6, 'x'], [5, 'y']), streams([6, 'x'], [5, 'z']), { parameters })).toBeUndefined();
    expect(difference(streams([6, 'x'], [5, 'y']), streams([6, 'z'], [5, 'y']), { parameters })).toBeDefined();
    expect(difference(streams([6, 'x'], [5, 'y']), streams([6, 'x']), { parameters })).toBeDefined();
    expect(difference(streams([6, 'x']), streams([6, 'z']), { parameters })).toBeDefined();
  });
});
