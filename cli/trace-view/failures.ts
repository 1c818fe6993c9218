import type { Span } from '../backends';
import { type SpanNode, type SpanTree, walk } from './span-tree';

export interface Failure {
  readonly span: Span;
  readonly reason: string;
  /** The same was tried again afterwards, and went well. */
  readonly recovered: boolean;
}

/** The spans failures began in: those that failed although nothing under them did. In order of time. */
export function failures({ roots, orphans }: SpanTree): Failure[] {
  return [...walk([...roots, ...orphans])]
    .filter(({ node }) => failed(node) && !node.children.some(failed))
    .map(({ node, parent }) => ({
      span: node.span,
      reason: reasonOf(node.span),
      recovered: parent?.children.some((sibling) => isLaterSuccess(node, sibling)) ?? false,
    }));
}

const failed = ({ span }: SpanNode) => span.status === 'error';

const isLaterSuccess = ({ span: first }: SpanNode, { span: other }: SpanNode) =>
  other.status !== 'error' &&
  other.startUnixNano > first.startUnixNano &&
  other.name === first.name &&
  other.kind === first.kind;

export function reasonOf(span: Span): string {
  const exception = span.events.findLast(({ name }) => name === 'exception')?.attributes;
  const status = span.attributes['http.response.status_code'];
  const reason = span.statusMessage || exception?.['exception.message'] || exception?.['exception.type'];
  if (reason) return String(reason);
  return status === undefined ? 'it says no more than that it failed' : `answered with ${status}`;
}
