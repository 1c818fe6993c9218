import { formatDuration, type Milliseconds, parseDuration } from '../durations';
import { childrenOf, findNodes, parsePromql, promqlError, type SyntaxNode } from './parse';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** `metric{matchers} offset delay`: the counter an SLI counts with. */
export interface CounterSelector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** How long an event takes until it can be judged; 0 without `offset`. */
  readonly offset: Milliseconds;
}

/** Reads a bare selector; undefined when the text is anything more (a function, an aggregation, a range). */
export function parseSelector(text: string): CounterSelector | undefined {
  const tree = parsePromql(text);
  if (promqlError(text, tree)) return undefined;
  const [root] = childrenOf(tree.topNode);
  const vector = root?.name === 'OffsetExpr' ? root.firstChild : root;
  if (!root || vector?.name !== 'VectorSelector') return undefined;
  const offsetText = root === vector ? '0s' : textOf(text, root.lastChild);
  const offset = parseDuration(offsetText);
  return offset === undefined ? undefined : { ...selectorOf(text, vector), offset };
}

/** Every selector within an expression, whatever is done with it. */
export const selectorsIn = (text: string): Omit<CounterSelector, 'offset'>[] =>
  findNodes(parsePromql(text), 'VectorSelector').map((node) => selectorOf(text, node));

/** The selector as PromQL, looking `back` further into the past, over `range` when one is given. */
export function renderSelector(
  { metric, matchers, offset }: CounterSelector,
  { range, back = 0 }: { range?: Milliseconds; back?: Milliseconds } = {},
): string {
  const braces = matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`).join(',');
  const window = range === undefined ? '' : `[${formatDuration(range)}]`;
  const shift = offset + back === 0 ? '' : ` offset ${formatDuration(offset + back)}`;
  return `${metric}${braces ? `{${braces}}` : ''}${window}${shift}`;
}

function selectorOf(text: string, node: SyntaxNode): Omit<CounterSelector, 'offset'> {
  let metric = textOf(text, node.getChild('Identifier'));
  const matchers: Matcher[] = [];
  for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
    const [label, op, value] = childrenOf(matcher).map((child) => textOf(text, child));
    if (label === undefined || op === undefined || value === undefined) continue;
    if (label === '__name__' && op === '=') metric = unquote(value);
    else matchers.push({ label, op: op as MatchOperator, value: unquote(value) });
  }
  return { metric, matchers };
}

const textOf = (text: string, node: SyntaxNode | null | undefined) => (node ? text.slice(node.from, node.to) : '');

/** PromQL strings: double or single quotes with backslash escapes, or backticks as they are. */
export function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  const body = literal.slice(1, -1);
  return literal.startsWith("'")
    ? JSON.parse(`"${body.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`)
    : JSON.parse(`"${body}"`);
}
