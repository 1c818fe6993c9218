import { parsePromql, type SyntaxNode, textOf } from '@sightline/promql';
import { combined, type Dimension, ofUnit, perSecond, ratio, scaled, seconds, things, unknown } from './dimension';
import { knownMetrics } from './known-metrics';

/** What a PromQL expression measures; undefined for a bare number and where it cannot be told. */
export function infer(text: string): Dimension | undefined {
  const root = parsePromql(text).topNode.firstChild;
  return root ? of(root, text) : unknown;
}

const rates = new Set(['rate', 'irate', 'deriv']);
const counting = new Set(['count', 'count_values', 'group']);
const countingFunctions = new Set(['changes', 'resets', 'absent', 'count_over_time', 'absent_over_time']);
const keepsTheSecond = new Set(['quantile_over_time', 'histogram_quantile']);

function of(node: SyntaxNode, text: string): Dimension | undefined {
  switch (node.name) {
    case 'VectorSelector':
      return ofSeries(textOf(text, node.getChild('Identifier')));
    case 'AggregateExpr':
      return counting.has(textOf(text, node.getChild('AggregateOp'))) ? things : lastArgument(node, text);
    case 'FunctionCall':
      return ofCall(node, text);
    case 'BinaryExpr':
      return ofOperation(node, text);
    case 'NumberDurationLiteral':
      return unknown;
    default:
      return firstKnown(node, text);
  }
}

function ofSeries(name: string): Dimension | undefined {
  const known = knownMetrics.get(name);
  if (!known) return unknown;
  return known.part === 'value' || known.part === 'sum' ? ofUnit(known.declared.unit) : things;
}

function ofCall(node: SyntaxNode, text: string): Dimension | undefined {
  const name = textOf(text, node.getChild('FunctionIdentifier'));
  if (name === 'time' || name === 'timestamp') return seconds;
  if (name === 'vector' || name === 'scalar') return unknown;
  if (countingFunctions.has(name)) return things;
  if (name === 'histogram_quantile') return ofHistogram(node, text);
  const argument = keepsTheSecond.has(name) ? lastArgument(node, text) : firstArgument(node, text);
  return argument && rates.has(name) ? perSecond(argument) : argument;
}

/** The unit of the histogram whose buckets are inside. */
function ofHistogram(node: SyntaxNode, text: string): Dimension | undefined {
  let found: Dimension | undefined;
  node.cursor().iterate(({ name, node: inner }) => {
    if (name !== 'VectorSelector') return;
    const known = knownMetrics.get(textOf(text, inner.getChild('Identifier')));
    if (known?.part === 'bucket') found ??= ofUnit(known.declared.unit);
  });
  return found;
}

const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=']);

function ofOperation(node: SyntaxNode, text: string): Dimension | undefined {
  const { firstChild: leftNode, lastChild: rightNode } = node;
  if (!leftNode || !rightNode) return unknown;
  const [left, right] = [of(leftNode, text), of(rightNode, text)];
  const operator = text.slice(leftNode.to, rightNode.from).trim().split(/\s+/)[0] ?? '';
  if (comparisons.has(operator)) return node.getChild('BoolModifier') ? ratio : (left ?? right);
  if (operator !== '*' && operator !== '/') return left ?? right;
  const sign = operator === '*' ? 1 : -1;
  if (left && right) return combined(left, right, sign);
  const factor = Number(textOf(text, left ? rightNode : leftNode));
  if (left) return Number.isFinite(factor) && factor !== 0 ? scaled(left, factor ** sign) : left;
  return right && sign === 1 ? scaled(right, Number.isFinite(factor) && factor !== 0 ? factor : 1) : unknown;
}

const argumentsOf = (node: SyntaxNode): SyntaxNode[] => {
  const body = node.getChild('FunctionCallBody');
  const found: SyntaxNode[] = [];
  for (let child = body?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found.filter(({ name }) => name !== '(' && name !== ')' && name !== ',');
};

function firstArgument(node: SyntaxNode, text: string): Dimension | undefined {
  const first = argumentsOf(node)[0];
  return first ? of(first, text) : unknown;
}

function lastArgument(node: SyntaxNode, text: string): Dimension | undefined {
  const last = argumentsOf(node).at(-1);
  return last ? of(last, text) : unknown;
}

function firstKnown(node: SyntaxNode, text: string): Dimension | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const found = of(child, text);
    if (found) return found;
  }
  return unknown;
}
