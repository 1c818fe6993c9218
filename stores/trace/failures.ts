import { conventional } from './conventions';
import { type SpanNode, type SpanTree, walk } from './span-tree';
import type { Span } from './trace';

/** What became of a failure: tried again until it went well, dealt with by the caller, or neither. */
export type FailureOutcome = 'retried' | 'handled' | 'stands';

export interface Failure {
  readonly span: Span;
  readonly reason: string;
  readonly outcome: FailureOutcome;
}

/** The spans failures began in: those that failed although nothing under them did. In order of time. */
export function failures({ roots, orphans }: SpanTree): Failure[] {
  const parents = new Map([...walk([...roots, ...orphans])].map(({ node, parent }) => [node, parent]));
  return [...parents.keys()]
    .filter((node) => failed(node) && !node.children.some(failed))
    .map((node) => ({ span: node.span, reason: reasonOf(node.span), outcome: outcomeOf(node, parents) }));
}

const failed = ({ span }: SpanNode) => span.status === 'error';

/** Decided where the failure stopped spreading: at the topmost span it made fail. */
function outcomeOf(node: SpanNode, parents: ReadonlyMap<SpanNode, SpanNode | undefined>): FailureOutcome {
  const parent = parents.get(node);
  if (parent === undefined) return 'stands';
  if (parent.children.some((sibling) => isLaterSuccess(node, sibling))) return 'retried';
  return failed(parent) ? outcomeOf(parent, parents) : 'handled';
}

const isLaterSuccess = ({ span: first }: SpanNode, { span: other }: SpanNode) =>
  other.status !== 'error' &&
  other.startUnixNano > first.startUnixNano &&
  other.name === first.name &&
  other.kind === first.kind;

export function reasonOf(span: Span): string {
  const exception = span.events.findLast(({ name }) => name === 'exception')?.attributes;
  const status = conventional(span.attributes, 'http.response.status_code');
  const reason = span.statusMessage || exception?.['exception.message'] || exception?.['exception.type'];
  if (reason) return String(reason);
  return status === undefined ? 'it says no more than that it failed' : `answered with ${status}`;
}
