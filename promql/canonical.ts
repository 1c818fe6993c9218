import { parseDuration } from './durations';
import { childrenOf, parsePromql, type SyntaxNode } from './parse';
import { unquote } from './string-literal';

/**
 * The expression as a fully bracketed text in which spelling no longer matters: white space, comments, quotes, redundant
 * parentheses, the order of matchers, `5m` or `300s`, `1e-3` or `0.001`. Two expressions mean the same to Prometheus when
 * their canonical texts are equal (the reverse does not hold: `a + b` and `b + a` differ).
 */
export function canonical(expression: string): string {
  const [root] = childrenOf(parsePromql(expression).topNode);
  return root ? print(expression, root) : '';
}

const unordered = new Set(['LabelMatchers', 'GroupingLabels']);

function print(text: string, node: SyntaxNode): string {
  const own = text.slice(node.from, node.to);
  const children = childrenOf(node);
  if (node.name === 'ParenExpr' && children[0]) return print(text, children[0]);
  if (node.name === 'StringLiteral') return JSON.stringify(unquote(own));
  if (children.length === 0) return leaf(own);
  const parts = children.map((child) => print(text, child));
  if (unordered.has(node.name)) parts.sort();
  return parts.length === 1 ? (parts[0] ?? '') : `${node.name}(${parts.join(' ')})`;
}

function leaf(own: string): string {
  if (own !== '' && Number.isFinite(Number(own))) return String(Number(own));
  const length = parseDuration(own);
  return length === undefined ? own : `${length}ms`;
}
