import { describe, expect, it } from 'vitest';
import { madeLine, madeSpan } from '../testing/made-span';
import { type SpanNode, spanTree } from './span-tree';

const shape = ({ span, children }: SpanNode): unknown =>
  children.length === 0 ? span.name : { [span.name]: children.map(shape) };

describe('the tree of spans', () => {
  it('puts spans under their parents in order of start, whatever order they came in', () => {
    const spans = [
      madeSpan({ id: 'late', under: 'root', ms: [5, 6] }),
      madeSpan({ id: 'early', under: 'root', ms: [1, 2] }),
      madeSpan({ id: 'root', ms: [0, 9] }),
    ];
    expect(spanTree({ spans, logs: [] }).roots.map(shape)).toEqual([{ root: ['early', 'late'] }]);
  });

  it('keeps a branch whose parent was never stored apart', () => {
    const spans = [
      madeSpan({ id: 'root', ms: [0, 9] }),
      madeSpan({ id: 'lost', under: 'gone', ms: [2, 3] }),
      madeSpan({ id: 'child', under: 'lost', ms: [2, 3] }),
    ];
    const { roots, orphans } = spanTree({ spans, logs: [] });
    expect(roots.map(shape)).toEqual(['root']);
    expect(orphans.map(shape)).toEqual([{ lost: ['child'] }]);
  });

  it('begins with the request that brought its trace along from outside', () => {
    const spans = [
      madeSpan({ id: 'request', under: 'caller', kind: 'server', ms: [0, 9] }),
      madeSpan({ id: 'lost', under: 'gone', kind: 'server', ms: [2, 3] }),
    ];
    const { roots, orphans } = spanTree({ spans, logs: [] });
    expect(roots.map(shape)).toEqual(['request']);
    expect(orphans.map(shape)).toEqual(['lost']);
  });

  it('begins with each request that one caller outside sent in the same trace', () => {
    const spans = ['first', 'second', 'third'].flatMap((id, n) => [
      madeSpan({ id, under: 'caller', kind: 'server', ms: [n * 10, n * 10 + 9] }),
      madeSpan({ id: `${id}-child`, under: id, ms: [n * 10, n * 10 + 5] }),
    ]);
    const { roots, orphans, calledFrom } = spanTree({ spans, logs: [] });
    expect(roots.map(({ span }) => span.name)).toEqual(['first', 'second', 'third']);
    expect({ orphans, calledFrom }).toEqual({ orphans: [], calledFrom: 'caller' });
  });

  it('takes nothing but requests for what came from outside', () => {
    const spans = [
      madeSpan({ id: 'request', under: 'caller', kind: 'server', ms: [0, 9] }),
      madeSpan({ id: 'work', under: 'caller', ms: [2, 3] }),
    ];
    expect(spanTree({ spans, logs: [] }).orphans.map(shape)).toEqual(['work']);
  });

  it('counts a span once that was delivered twice', () => {
    const span = madeSpan({ id: 'root', ms: [0, 9] });
    expect(spanTree({ spans: [span, span], logs: [] }).roots).toHaveLength(1);
  });

  it('ends a subtree with the last span that it set off', () => {
    const spans = [madeSpan({ id: 'send', ms: [0, 2] }), madeSpan({ id: 'process', under: 'send', ms: [5, 50] })];
    const [root] = spanTree({ spans, logs: [] }).roots;
    expect(root?.subtreeEndUnixNano).toBe(root?.children[0]?.subtreeEndUnixNano);
  });

  it('puts a log line under its span, and one without a span apart', () => {
    const spans = [madeSpan({ id: 'root', ms: [0, 9] })];
    const logs = [
      madeLine({ message: 'second', ms: 3, spanId: 'root' }),
      madeLine({ message: 'first', ms: 1, spanId: 'root' }),
      madeLine({ message: 'stray', ms: 2, spanId: 'unknown' }),
    ];
    const tree = spanTree({ spans, logs });
    expect(tree.roots[0]?.logs.map(({ message }) => message)).toEqual(['first', 'second']);
    expect(tree.strayLogs.map(({ message }) => message)).toEqual(['stray']);
  });
});
