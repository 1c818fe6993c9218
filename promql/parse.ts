import { parser } from '@prometheus-io/lezer-promql';

export type Tree = ReturnType<typeof parser.parse>;
export type SyntaxNode = Tree['topNode'];

export interface PromqlError {
  /** From 0, in the text. */
  readonly offset: number;
  readonly near: string;
}

/** The syntax tree of an expression. Prometheus's own grammar: what parses here loads there, but types are not checked. */
export const parsePromql = (text: string): Tree => parser.parse(text);

/** The first place where the text is no PromQL. */
export function promqlError(text: string, tree: Tree = parsePromql(text)): PromqlError | undefined {
  let error: PromqlError | undefined;
  tree.iterate({
    enter(node) {
      if (error) return false;
      if (node.type.isError) error = { offset: node.from, near: text.slice(node.from, node.from + 20) };
      return undefined;
    },
  });
  return error;
}

export const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'LineComment') children.push(child);
  return children;
};

/** Every node of the given names, in the order of the text. */
export function findNodes(tree: Tree, ...names: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter(node) {
      if (names.includes(node.name)) found.push(node.node);
    },
  });
  return found;
}

/** The text of a node; empty without one. */
export const textOf = (text: string, node: SyntaxNode | null | undefined): string =>
  node ? text.slice(node.from, node.to) : '';
