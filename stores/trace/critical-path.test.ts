import { describe, expect, it } from 'vitest';
import { epoch, type MadeSpan, madeSpan } from '../testing/made-span';
import { criticalPath } from './critical-path';
import { spanTree } from './span-tree';

/** `name 0-5` for a stretch that ran, `(name 5-8)` for one that waited for it. */
function pathOf(...spans: MadeSpan[]): string[] {
  const [root] = spanTree({ spans: spans.map(madeSpan), logs: [] }).roots;
  if (!root) throw new Error('no root');
  const ms = (time: bigint) => Number(time - epoch) / 1e6;
  return criticalPath(root).map(({ span, fromUnixNano, toUnixNano, waiting }) => {
    const stretch = `${span.name} ${ms(fromUnixNano)}-${ms(toUnixNano)}`;
    return waiting ? `(${stretch})` : stretch;
  });
}

describe('the critical path', () => {
  it('is the span itself when it is alone', () => {
    expect(pathOf({ id: 'a', ms: [0, 10] })).toEqual(['a 0-10']);
  });

  it('goes through children that follow one another, and through the parent between them', () => {
    expect(
      pathOf({ id: 'a', ms: [0, 10] }, { id: 'b', under: 'a', ms: [1, 4] }, { id: 'c', under: 'a', ms: [6, 9] }),
    ).toEqual(['a 0-1', 'b 1-4', 'a 4-6', 'c 6-9', 'a 9-10']);
  });

  it('takes the slower of two that run side by side, and passes over the other', () => {
    expect(
      pathOf({ id: 'a', ms: [0, 10] }, { id: 'fast', under: 'a', ms: [1, 5] }, { id: 'slow', under: 'a', ms: [1, 9] }),
    ).toEqual(['a 0-1', 'slow 1-9', 'a 9-10']);
  });

  it('follows work that was handed on past the end of its parent, and counts the wait between', () => {
    expect(
      pathOf(
        { id: 'request', ms: [0, 10] },
        { id: 'insert', under: 'request', ms: [2, 6] },
        { id: 'outbox', under: 'request', ms: [7, 14] },
        { id: 'send', under: 'outbox', ms: [14, 17] },
        { id: 'process', under: 'send', ms: [20, 40] },
      ),
    ).toEqual([
      'request 0-2',
      'insert 2-6',
      'request 6-7',
      'outbox 7-14',
      'send 14-17',
      '(process 17-20)',
      'process 20-40',
    ]);
  });

  it('lets a consumer begin before its producer heard that the message arrived', () => {
    expect(pathOf({ id: 'send', ms: [0, 6] }, { id: 'process', under: 'send', ms: [4, 20] })).toEqual([
      'send 0-4',
      'process 4-20',
    ]);
  });

  it('covers the whole trace without a gap or an overlap', () => {
    const spans = [
      { id: 'a', ms: [0, 30] },
      { id: 'b', under: 'a', ms: [3, 12] },
      { id: 'c', under: 'b', ms: [4, 11] },
      { id: 'd', under: 'a', ms: [10, 50] },
      { id: 'e', under: 'd', ms: [55, 90] },
      { id: 'false clock', under: 'e', ms: [20, 60] },
    ] as const satisfies readonly MadeSpan[];
    const [root] = spanTree({ spans: spans.map(madeSpan), logs: [] }).roots;
    if (!root) throw new Error('no root');
    const path = criticalPath(root);
    expect(path.at(0)?.fromUnixNano).toBe(root.span.startUnixNano);
    expect(path.at(-1)?.toUnixNano).toBe(root.subtreeEndUnixNano);
    path.slice(1).forEach((segment, index) => {
      expect(segment.fromUnixNano).toBe(path[index]?.toUnixNano);
    });
  });

  it('survives a child whose clock runs ahead of its parent', () => {
    expect(pathOf({ id: 'a', ms: [5, 10] }, { id: 'b', under: 'a', ms: [2, 8] })).toEqual(['b 2-8', 'a 8-10']);
  });
});
