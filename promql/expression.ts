import { childrenOf, parsePromql, type SyntaxNode, textOf } from './parse';
import { type PlainSelector, selectorAt } from './selector';
import { unquote } from './string-literal';

/** `by`, `on` (`includes`) or `without`, `ignoring`, and the labels named. */
export interface Grouping {
  readonly includes: boolean;
  readonly labels: readonly string[];
}

interface Spot {
  /** Where it begins in the text. */
  readonly at: number;
  readonly node: SyntaxNode;
}

/** What stands behind an expression and changes when or over which time it is read. */
export interface Postfix extends Spot {
  readonly kind: 'range' | 'subquery' | 'offset' | 'pinned' | 'extended';
  readonly of: Expression;
}

export interface BinaryExpression extends Spot {
  readonly kind: 'binary';
  readonly op: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly bool: boolean;
  readonly fill: boolean;
  readonly matching?: Grouping;
  /** With `group_left` the left side may have many series for one of the right. */
  readonly group?: { readonly many: 'left' | 'right'; readonly labels: readonly string[] };
}

export interface CallExpression extends Spot {
  readonly kind: 'call';
  readonly name: string;
  readonly parameters: readonly Expression[];
}

export interface AggregateExpression extends Spot {
  readonly kind: 'aggregate';
  readonly op: string;
  readonly grouping?: Grouping;
  readonly parameters: readonly Expression[];
}

export type Expression =
  | ({ readonly kind: 'number' } & Spot)
  | ({ readonly kind: 'string'; readonly literal: string } & Spot)
  | ({ readonly kind: 'selector'; readonly selector: PlainSelector } & Spot)
  | ({ readonly kind: 'parentheses' | 'sign'; readonly of: Expression } & Spot)
  | Postfix
  | BinaryExpression
  | CallExpression
  | AggregateExpression;

const postfixes: Readonly<Record<string, Postfix['kind']>> = {
  MatrixSelector: 'range',
  SubqueryExpr: 'subquery',
  OffsetExpr: 'offset',
  StepInvariantExpr: 'pinned',
  AnchoredExpr: 'extended',
  SmoothedExpr: 'extended',
};

/** The expression of a text that parses; undefined for an empty one. */
export function readExpression(text: string): Expression | undefined {
  const [root] = childrenOf(parsePromql(text).topNode);
  return root && build(text, root);
}

/** Without the parentheses around it. */
export const bare = (expression: Expression): Expression =>
  expression.kind === 'parentheses' ? bare(expression.of) : expression;

function build(text: string, node: SyntaxNode): Expression {
  const spot = { at: node.from, node };
  const children = childrenOf(node);
  const [first = node] = children;
  const postfix = postfixes[node.name];
  if (postfix) return bindTightly(build(text, first), (of) => ({ kind: postfix, of, ...spot }));
  switch (node.name) {
    case 'StringLiteral':
      return { kind: 'string', literal: textOf(text, node), ...spot };
    case 'VectorSelector':
      return { kind: 'selector', selector: selectorAt(text, node), ...spot };
    case 'ParenExpr':
      return { kind: 'parentheses', of: build(text, first), ...spot };
    case 'UnaryExpr':
      return { kind: 'sign', of: build(text, children.at(-1) ?? node), ...spot };
    case 'BinaryExpr':
      return binary(text, node);
    case 'FunctionCall':
      return {
        kind: 'call',
        name: textOf(text, node.getChild('FunctionIdentifier')),
        parameters: parametersOf(text, node),
        ...spot,
      };
    case 'AggregateExpr': {
      const modifier = node.getChild('AggregateModifier');
      return {
        kind: 'aggregate',
        op: textOf(text, node.getChild('AggregateOp')).toLowerCase(),
        parameters: parametersOf(text, node),
        ...(modifier && { grouping: groupingOf(text, modifier, 'By') }),
        ...spot,
      };
    }
    default:
      return { kind: 'number', ...spot };
  }
}

/**
 * Prometheus binds `[5m]`, `offset` and `@` to the operand they stand behind, `a + (b offset 5m)`; the tree has them around the
 * whole of `a + b`.
 */
function bindTightly(expression: Expression, wrap: (of: Expression) => Expression): Expression {
  if (expression.kind === 'binary') return { ...expression, right: bindTightly(expression.right, wrap) };
  if (expression.kind === 'sign') return { ...expression, of: bindTightly(expression.of, wrap) };
  return wrap(expression);
}

function binary(text: string, node: SyntaxNode): BinaryExpression {
  const children = childrenOf(node);
  const clause = node.getChild('MatchingModifierClause');
  const left = clause?.getChild('GroupLeft');
  const grouped = clause && (left ?? clause.getChild('GroupRight'));
  const lists = clause?.getChildren('GroupingLabels') ?? [];
  return {
    kind: 'binary',
    at: node.from,
    node,
    op: textOf(text, children[1]).toLowerCase(),
    left: build(text, children[0] ?? node),
    right: build(text, children.at(-1) ?? node),
    bool: node.getChild('BoolModifier') !== null,
    fill: node.getChild('FillModifier') !== null,
    ...(clause && { matching: groupingOf(text, clause, 'On') }),
    ...(grouped && { group: { many: left ? 'left' : 'right', labels: labelsIn(text, lists[1]) } as const }),
  };
}

const parametersOf = (text: string, node: SyntaxNode): Expression[] => {
  const body = node.getChild('FunctionCallBody');
  return body ? childrenOf(body).map((child) => build(text, child)) : [];
};

const groupingOf = (text: string, node: SyntaxNode, including: string): Grouping => ({
  includes: node.getChild(including) !== null,
  labels: labelsIn(text, node.getChild('GroupingLabels')),
});

const labelsIn = (text: string, node: SyntaxNode | null | undefined): string[] =>
  node
    ? childrenOf(node).map((child) =>
        child.name === 'QuotedLabelName' ? unquote(textOf(text, child)) : textOf(text, child),
      )
    : [];
