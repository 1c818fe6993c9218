import { parser } from '@prometheus-io/lezer-promql';

export type Tree = ReturnType<typeof parser.parse>;
export type SyntaxNode = Tree['topNode'];

/** As much of a Lezer tree as it takes to find its errors, whichever grammar made it. */
interface AnyTree {
  iterate(spec: { enter(node: { readonly from: number; readonly type: { readonly isError: boolean } }): void }): void;
}

/** A PromQL expression with its syntax tree. */
export interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/** @returns the reason why it is not PromQL, or its tree. */
export function parsePromql(text: string): Parsed | { readonly error: string } {
  const tree = parser.parse(text);
  const at = firstError(tree);
  return at === undefined ? { text, tree } : { error: `does not parse at "${text.slice(at, at + 24)}"` };
}

/** Where a tree has its first error. */
export function firstError(tree: AnyTree): number | undefined {
  let at: number | undefined;
  tree.iterate({
    enter(node) {
      if (node.type.isError) at ??= node.from;
    },
  });
  return at;
}

export interface Selector {
  readonly metric: string;
  /** Every label it matches on, with the value it must have (an equality) or undefined. */
  readonly labels: readonly { readonly name: string; readonly equals?: string }[];
}

/** Every vector selector in an expression. */
export function selectorsOf({ text, tree }: Parsed): Selector[] {
  return nodes(tree.topNode, 'VectorSelector').map((node) => ({
    metric: textOf(text, node.getChild('Identifier')),
    labels: nodes(node, 'UnquotedLabelMatcher').map((matcher) => {
      const name = textOf(text, matcher.getChild('LabelName'));
      const isEqual = textOf(text, matcher.getChild('MatchOp')) === '=';
      const value = textOf(text, matcher.getChild('StringLiteral')).slice(1, -1);
      return isEqual ? { name, equals: value } : { name };
    }),
  }));
}

/** Labels that an expression groups, joins or is cut by. */
export const groupingLabelsOf = ({ text, tree }: Parsed): string[] =>
  nodes(tree.topNode, 'GroupingLabels').flatMap((node) =>
    node.getChildren('LabelName').map((name) => textOf(text, name)),
  );

export const textOf = (text: string, node: SyntaxNode | null) => (node ? text.slice(node.from, node.to) : '');

export function nodes(root: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (node.from >= root.from && node.to <= root.to && node.name === name) found.push(node.node);
  });
  return found;
}
