import { formatDuration, type Milliseconds, parseDuration } from './durations';
import { isPlainMetricName, labelName } from './names';
import { childrenOf, findNodes, parsePromql, promqlError, type SyntaxNode, textOf } from './parse';
import { matchesRegex } from './regex';
import { unquote } from './string-literal';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** `metric{matchers}`, whatever is done with it. */
export interface PlainSelector {
  /** Empty when a matcher of `__name__` chooses among several. */
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** `metric{matchers} offset delay`: the counter an SLI counts with. */
export interface CounterSelector extends PlainSelector {
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
  return offset === undefined ? undefined : { ...selectorAt(text, vector), offset };
}

/** Every selector within an expression. */
export const selectorsIn = (text: string): PlainSelector[] =>
  findNodes(parsePromql(text), 'VectorSelector').map((node) => selectorAt(text, node));

/** The selector as PromQL, looking `back` further into the past, over `range` when one is given. */
export function renderSelector(
  { metric, matchers, offset }: CounterSelector,
  { range, back = 0 }: { range?: Milliseconds; back?: Milliseconds } = {},
): string {
  const window = range === undefined ? '' : `[${formatDuration(range)}]`;
  return `${renderPlain({ metric, matchers })}${window}${renderOffset(offset + back)}`;
}

export const renderOffset = (offset: Milliseconds): string => (offset === 0 ? '' : ` offset ${formatDuration(offset)}`);

/** `metric{label="value"}`; a name that is no identifier goes into the braces, in quotes. */
export function renderPlain({ metric, matchers }: PlainSelector): string {
  const plain = isPlainMetricName(metric);
  const inBraces = [
    ...(plain || metric === '' ? [] : [JSON.stringify(metric)]),
    ...matchers.map(({ label, op, value }) => `${labelName(label)}${op}${JSON.stringify(value)}`),
  ].join(',');
  return `${plain ? metric : ''}${inBraces ? `{${inBraces}}` : ''}`;
}

export function selectorAt(text: string, node: SyntaxNode): PlainSelector {
  const named = textOf(text, node.getChild('Identifier'));
  const inner = node.getChild('LabelMatchers');
  const quoted = inner?.getChild('QuotedLabelName');
  const all = [
    ...(inner?.getChildren('UnquotedLabelMatcher') ?? []),
    ...(inner?.getChildren('QuotedLabelMatcher') ?? []),
  ]
    .sort((a, b) => a.from - b.from)
    .map((matcher) => matcherAt(text, matcher));
  const exact = all.find(({ label, op }) => label === '__name__' && op === '=');
  return {
    metric: named || (quoted ? unquote(textOf(text, quoted)) : (exact?.value ?? '')),
    matchers: all.filter((matcher) => matcher !== exact),
  };
}

function matcherAt(text: string, node: SyntaxNode): Matcher {
  const [label = '', op = '=', value = '""'] = childrenOf(node).map((child) => textOf(text, child));
  return {
    label: node.name === 'QuotedLabelMatcher' ? unquote(label) : label,
    op: op as MatchOperator,
    value: unquote(value),
  };
}

/** Whether a label with this value passes; a label that is absent has the value ''. */
export function passes({ op, value: wanted }: Matcher, value: string): boolean {
  if (op === '=' || op === '!=') return (value === wanted) === (op === '=');
  return matchesRegex(wanted, value) === (op === '=~');
}
