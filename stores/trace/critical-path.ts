import type { SpanNode } from './span-tree';
import { earlier, endOf, later, type Span } from './trace';

/** A stretch of time the whole trace waited for. */
export interface Segment {
  /** The span that ran then; when `waiting`, the span that had been handed over and did not run yet. */
  readonly span: Span;
  readonly fromUnixNano: bigint;
  readonly toUnixNano: bigint;
  /** Nobody ran: the message lay in Kafka, the retry was backing off. */
  readonly waiting: boolean;
}

/**
 * OpenTelemetry for JavaScript takes the start of a span in whole milliseconds and its length in microseconds, so that of
 * two spans that follow one another the first may seem to end in the second: by less than this.
 */
const slackNano = 1_000_000n;

/**
 * What a trace took its time for, as segments in order of time that cover it from the root's start to its last span's
 * end without overlap: to make the trace shorter, shorten one of these.
 *
 * Walked backwards, as CRISP does (Zhang et al., USENIX ATC 2022): from the end of a subtree, to the child whose
 * subtree ended last before it, and on from that child's start. Unlike there, a child may outlive its parent, since a span that
 * hands a message on ends long before what it set off. A child still running at the moment looked at blocked nobody and is
 * passed over.
 */
export function criticalPath(root: SpanNode): Segment[] {
  const path: Segment[] = [];

  /** Explains the time of a branch up to `until`, and returns since when: its start, or an even earlier one by a false clock. */
  const visit = (node: SpanNode, until: bigint): bigint => {
    let cursor = until;
    let next: SpanNode | undefined;
    const lastFirst = [...node.children].sort((a, b) => (a.subtreeEndUnixNano > b.subtreeEndUnixNano ? -1 : 1));
    for (const child of lastFirst) {
      if (child.subtreeEndUnixNano > cursor + slackNano || child.span.startUnixNano >= cursor) continue;
      const end = earlier(child.subtreeEndUnixNano, cursor);
      own(node, end, cursor, next);
      cursor = visit(child, end);
      next = child;
    }
    const start = node.span.startUnixNano;
    own(node, start, cursor, next);
    return earlier(start, cursor);
  };

  /** The stretch is the span's own up to its end; what is left was a wait for the next child to begin. */
  const own = ({ span }: SpanNode, from: bigint, to: bigint, next: SpanNode | undefined) => {
    const end = endOf(span);
    const waitsFrom = later(from, end);
    if (next && to > waitsFrom) {
      path.push({ span: next.span, fromUnixNano: waitsFrom, toUnixNano: to, waiting: true });
    }
    const runsTo = earlier(to, end);
    if (runsTo > from) path.push({ span, fromUnixNano: from, toUnixNano: runsTo, waiting: false });
  };

  visit(root, root.subtreeEndUnixNano);
  return path.reverse();
}
