import { byStart, byTime, endOf, type LogLine, later, type Span, type Trace } from './trace';

export interface SpanNode {
  readonly span: Span;
  /** In order of start. */
  readonly children: SpanNode[];
  /** The lines written while this span was the active one, in order of time. */
  readonly logs: LogLine[];
  /** When the last span of this branch ends: past the span's own end if something was handed on. */
  subtreeEndUnixNano: bigint;
}

export interface SpanTree {
  /** The spans without a parent, or whose parent is a caller outside: one, in a whole trace, or all the requests of one caller. */
  readonly roots: readonly SpanNode[];
  /** The span of a caller outside that the roots are under, which keeps it to itself. */
  readonly calledFrom?: string;
  /** The spans whose parent was never stored, each with its branch. */
  readonly orphans: readonly SpanNode[];
  /** The lines that name no span of this trace. */
  readonly strayLogs: readonly LogLine[];
}

/**
 * Puts every span under its parent and every log line under its span. A request may bring its trace along from a caller that keeps
 * its own span to itself: then the trace begins, for us, with the server span that took it in, and with as many as it sent.
 */
export function spanTree({ spans, logs }: Pick<Trace, 'spans' | 'logs'>): SpanTree {
  const nodes = new Map<string, SpanNode>();
  for (const span of [...spans].sort(byStart)) {
    nodes.set(span.spanId, { span, children: [], logs: [], subtreeEndUnixNano: endOf(span) });
  }

  const roots: SpanNode[] = [];
  const orphans: SpanNode[] = [];
  for (const node of nodes.values()) {
    const { parentSpanId, spanId } = node.span;
    if (parentSpanId === undefined || parentSpanId === spanId) roots.push(node);
    else (nodes.get(parentSpanId)?.children ?? orphans).push(node);
  }
  const first = orphans[0]?.span;
  const calledFrom = roots.length === 0 && first?.kind === 'server' ? first.parentSpanId : undefined;
  const isEntry = ({ span }: SpanNode) => span.kind === 'server' && span.parentSpanId === calledFrom;
  if (calledFrom !== undefined) roots.push(...orphans.filter(isEntry));
  const lost = calledFrom === undefined ? orphans : orphans.filter((node) => !isEntry(node));
  for (const top of [...roots, ...orphans]) endSubtree(top);

  const strayLogs: LogLine[] = [];
  for (const line of [...logs].sort(byTime)) {
    const place = line.spanId === undefined ? undefined : nodes.get(line.spanId);
    (place?.logs ?? strayLogs).push(line);
  }
  return { roots, ...(calledFrom !== undefined && { calledFrom }), orphans: lost, strayLogs };
}

function endSubtree(node: SpanNode): bigint {
  for (const child of node.children) node.subtreeEndUnixNano = later(node.subtreeEndUnixNano, endSubtree(child));
  return node.subtreeEndUnixNano;
}

export function* walk(nodes: readonly SpanNode[], parent?: SpanNode): Generator<{ node: SpanNode; parent?: SpanNode }> {
  for (const node of nodes) {
    yield { node, ...(parent && { parent }) };
    yield* walk(node.children, node);
  }
}
