import { parseDuration } from './durations';
import {
  type AggregateExpression,
  type BinaryExpression,
  bare,
  type CallExpression,
  type Expression,
  type Postfix,
  readExpression,
} from './expression';
import { promqlFunctions, type ValueType } from './functions';
import { findNodes, parsePromql, promqlError, type SyntaxNode, textOf } from './parse';
import { regexProblem } from './regex';
import { passes } from './selector';
import { seriesProblem } from './series';
import { readString, unquote } from './string-literal';

/** What is wrong with a query, where, and what to do. */
export interface PromqlProblem {
  /** From 0, in the text. */
  readonly offset: number;
  readonly reason: string;
  readonly hint: string;
}

class Refused extends Error {
  constructor(
    readonly offset: number,
    readonly reason: string,
    readonly hint = 'Correct the query.',
  ) {
    super(reason);
  }
}

/**
 * What `promtool check rules` would refuse about an expression that must give an instant vector or a number, and what would fail
 * whenever it is evaluated: syntax, strings, regular expressions, the types of all operands (after checkAST of Prometheus'
 * promql/parser/parse.go), series that could no longer be told apart. Features behind a flag are refused: rules cannot count on them.
 */
export function checkPromql(text: string): PromqlProblem | undefined {
  const syntax = syntaxProblem(text);
  if (syntax) return syntax;
  const expression = readExpression(text);
  if (!expression) return { offset: 0, reason: 'the query is empty', hint: 'Write the PromQL that counts the events.' };
  try {
    checkLiterals(text);
    const type = new Checker(text).typeOf(expression);
    if (type !== 'vector' && type !== 'scalar')
      throw new Refused(
        expression.at,
        `the query gives ${named[type]}, and a rule needs an instant vector`,
        wayTo(type),
      );
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  return seriesProblem(expression);
}

function syntaxProblem(text: string): PromqlProblem | undefined {
  const tree = parsePromql(text);
  const error = promqlError(text, tree);
  if (!error) return undefined;
  // The tokenizer ends a bad string where the line ends: the string itself is what is wrong.
  const broken = findNodes(tree, 'StringLiteral').find(
    (node) => node.to <= error.offset + 1 && 'problem' in readString(textOf(text, node)),
  );
  const call = /^[A-Za-z_]\w*(?=\s*\()/.exec(text.slice(wordStart(text, error.offset)))?.[0];
  if (broken) return stringProblem(text, broken);
  if (call && !promqlFunctions.has(call))
    return {
      offset: wordStart(text, error.offset),
      reason: `there is no function ${call}`,
      hint: 'See prometheus.io/docs/prometheus/latest/querying/functions.',
    };
  return { offset: error.offset, reason: `no PromQL at ${error.near.trim() || 'the end'}`, hint: 'Correct the query.' };
}

/** The error of a call to what is no function lies at its parenthesis. */
function wordStart(text: string, offset: number): number {
  let start = text.slice(0, offset).trimEnd().length;
  const end = start;
  while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
  return start < end ? start : offset;
}

function stringProblem(text: string, node: SyntaxNode): PromqlProblem | undefined {
  const literal = textOf(text, node);
  const reading = readString(literal);
  if (!('problem' in reading)) return undefined;
  return {
    offset: node.from,
    reason: reading.problem,
    hint: /\\[^\\'"]/.test(literal)
      ? 'Write the backslash twice, or put the string in backticks: =~`\\d+`.'
      : 'End the string with the quote it begins with.',
  };
}

function checkLiterals(text: string): void {
  const tree = parsePromql(text);
  for (const node of findNodes(tree, 'StringLiteral')) {
    const problem = stringProblem(text, node);
    if (problem) throw new Refused(problem.offset, problem.reason, problem.hint);
  }
  for (const node of findNodes(tree, 'QuotedLabelName'))
    if (unquote(textOf(text, node)) === '') throw new Refused(node.from, 'a name in quotes is empty');
}

const named: Readonly<Record<ValueType, string>> = {
  scalar: 'a number',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};

const wayTo = (type: ValueType) =>
  type === 'matrix'
    ? 'Put a function around the range: increase(metric[{{.window}}]), or sum_over_time(...) of a gauge.'
    : 'Correct the query.';

const setOperators = ['and', 'or', 'unless'];
const comparisons = ['==', '!=', '<', '>', '<=', '>='];
const numberFirst = ['topk', 'bottomk', 'quantile'];
const behindFlag = ['limitk', 'limit_ratio'];

class Checker {
  constructor(readonly text: string) {}

  typeOf(expression: Expression): ValueType {
    switch (expression.kind) {
      case 'number':
        return 'scalar';
      case 'string':
        return 'string';
      case 'selector':
        this.#selector(expression.node, expression);
        return 'vector';
      case 'parentheses':
        return this.typeOf(expression.of);
      case 'sign': {
        const type = this.typeOf(expression.of);
        if (type !== 'scalar' && type !== 'vector')
          throw new Refused(expression.at, `a sign before ${named[type]} means nothing`, wayTo(type));
        return type;
      }
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return this.#call(expression);
      case 'aggregate':
        return this.#aggregate(expression);
      default:
        return this.#postfix(expression);
    }
  }

  #expect(expression: Expression, wanted: ValueType, where: string): void {
    const type = this.typeOf(expression);
    if (type !== wanted)
      throw new Refused(
        expression.at,
        `${where} takes ${named[wanted]}, and ${named[type]} came`,
        wantedWay(wanted, type),
      );
  }

  #selector(node: SyntaxNode, { selector }: Extract<Expression, { kind: 'selector' }>): void {
    const names = [
      ...node.getChildren('Identifier'),
      ...(node.getChild('LabelMatchers')?.getChildren('QuotedLabelName') ?? []),
    ];
    const chosen = selector.matchers.filter(({ label }) => label === '__name__').length;
    const exact = names.length === 0 && selector.metric !== '' ? 1 : 0;
    if (names.length + exact > 1 || (names.length > 0 && (chosen > 0 || this.#namesItself(node))))
      throw new Refused(node.from, 'the name of the metric is given twice', 'Give it before the braces, or in them.');
    for (const { op, value } of selector.matchers) {
      const problem = op === '=~' || op === '!~' ? regexProblem(value) : undefined;
      if (problem) throw new Refused(node.from, `in ${JSON.stringify(value)}: ${problem.reason}`, problem.hint);
    }
    if (selector.metric === '' && selector.matchers.every((matcher) => passes(matcher, '')))
      throw new Refused(node.from, 'the selector takes every series there is', 'Name a metric.');
  }

  #namesItself(node: SyntaxNode): boolean {
    const matchers = node.getChild('LabelMatchers');
    return [
      ...(matchers?.getChildren('UnquotedLabelMatcher') ?? []),
      ...(matchers?.getChildren('QuotedLabelMatcher') ?? []),
    ].some(({ firstChild }) => /^["'`]?__name__/.test(textOf(this.text, firstChild)));
  }

  #postfix({ kind, of, node, at }: Postfix): ValueType {
    if (kind === 'extended')
      throw new Refused(at, 'anchored and smoothed need a feature flag of Prometheus', 'Leave it out.');
    for (const duration of [...node.getChildren('DurationExpr'), ...node.getChildren('OffsetDurationExpr')])
      this.#duration(duration, kind);
    const type = this.typeOf(of);
    if (kind === 'subquery') {
      if (type !== 'vector')
        throw new Refused(
          at,
          `a subquery is of an instant vector, and ${named[type]} came`,
          'Correct what stands before the [.',
        );
      return 'matrix';
    }
    if (kind === 'range') {
      if (of.kind !== 'selector')
        throw new Refused(
          at,
          'a range stands directly behind the selector of a metric',
          'Of anything else make a subquery, with a colon: (...)[{{.window}}:].',
        );
      return 'matrix';
    }
    if (!readsSeries(of))
      throw new Refused(
        at,
        `${kind === 'offset' ? 'offset' : '@'} stands behind a selector or a subquery`,
        'Put it into the call, behind the selector.',
      );
    if (chain(of).includes(kind)) throw new Refused(at, `${kind === 'offset' ? 'offset' : '@'} is given twice`);
    return type;
  }

  #duration(node: SyntaxNode, kind: Postfix['kind']): void {
    const text = textOf(this.text, node).trim();
    const negative = kind === 'offset' && /^[-+]/.test(text);
    const plain = negative ? text.slice(1).trim() : text;
    const length = parseDuration(plain) ?? (/^\d+(\.\d+)?$/.test(plain) ? Number(plain) * 1_000 : undefined);
    if (length === undefined)
      throw new Refused(
        node.from,
        `${text} is no duration`,
        'Write it as 5m or 1h30m; sums of durations need a feature flag.',
      );
    if (length === 0 && kind !== 'offset') throw new Refused(node.from, 'a range must be longer than 0');
  }

  #binary(expression: BinaryExpression): ValueType {
    const { op, left, right, bool, fill, matching, group, at } = expression;
    const [one, other] = [this.typeOf(left), this.typeOf(right)];
    const refuse = (reason: string, hint?: string) => {
      throw new Refused(at, reason, hint);
    };
    for (const [type, side] of [
      [one, left],
      [other, right],
    ] as const)
      if (type !== 'scalar' && type !== 'vector')
        throw new Refused(side.at, `${op} takes instant vectors and numbers, and ${named[type]} came`, wayTo(type));
    const vectors = one === 'vector' && other === 'vector';
    const set = setOperators.includes(op);
    if (fill || op === '</' || op === '>/') refuse(`${fill ? 'fill' : op} needs a newer Prometheus or a feature flag`);
    if (bool && !comparisons.includes(op)) refuse('bool belongs to a comparison', 'Leave bool out.');
    if (comparisons.includes(op) && !bool && one === 'scalar' && other === 'scalar')
      refuse('two numbers are compared with bool only', `Write ${op} bool.`);
    if (set && !vectors) refuse(`${op} takes instant vectors`, 'Write vector(0) for the number 0.');
    if (matching && matching.labels.length > 0 && !vectors)
      refuse('on and ignoring need an instant vector on both sides');
    if (set && group) refuse(`${op} takes no group_left and no group_right`);
    const twice = matching?.includes && group?.labels.find((label) => matching.labels.includes(label));
    if (twice) refuse(`${twice} is named in on and in group_${group?.many}`);
    return vectors || one === 'vector' || other === 'vector' ? 'vector' : 'scalar';
  }

  #call({ name, parameters, at }: CallExpression): ValueType {
    const known = promqlFunctions.get(name);
    if (!known) throw new Refused(at, `there is no function ${name}`);
    if (known.experimental)
      throw new Refused(
        at,
        `the function ${name} needs a feature flag of Prometheus`,
        'Rules are loaded without it: write the query without it.',
      );
    const { parameters: wanted, more, returns } = known;
    const least = wanted.length - (more > 0 ? 1 : 0);
    const most = more > 0 ? least + more : wanted.length;
    if (parameters.length < least || parameters.length > most)
      throw new Refused(
        at,
        `${name} takes ${least === most ? least : `at least ${least}`} values, and ${parameters.length} came`,
      );
    parameters.forEach((parameter, index) => {
      this.#expect(parameter, wanted[Math.min(index, wanted.length - 1)] ?? 'vector', name);
    });
    this.#texts(name, parameters);
    return returns;
  }

  /** What a function would refuse only when it is evaluated. */
  #texts(name: string, parameters: readonly Expression[]): void {
    const text = (index: number) => {
      const parameter = parameters[index];
      const literal = parameter && bare(parameter);
      return literal?.kind === 'string' ? { at: literal.at, value: unquote(literal.literal) } : undefined;
    };
    if (name !== 'label_replace' && name !== 'label_join') return;
    const label = text(1);
    if (label && label.value === '') throw new Refused(label.at, `${name} needs the name of a label`);
    const pattern = name === 'label_replace' ? text(4) : undefined;
    const problem = pattern && regexProblem(pattern.value);
    if (pattern && problem) throw new Refused(pattern.at, problem.reason, problem.hint);
  }

  #aggregate({ op, parameters, at }: AggregateExpression): ValueType {
    if (behindFlag.includes(op)) throw new Refused(at, `${op} needs a feature flag of Prometheus`, 'Use topk.');
    const first: ValueType | undefined = numberFirst.includes(op)
      ? 'scalar'
      : op === 'count_values'
        ? 'string'
        : undefined;
    if (parameters.length !== (first ? 2 : 1))
      throw new Refused(at, `${op} takes ${first ? 'two values' : 'one value'}, and ${parameters.length} came`);
    const [parameter, ...rest] = parameters;
    if (first && parameter) this.#expect(parameter, first, op);
    const aggregated = first ? rest[0] : parameter;
    if (aggregated) this.#expect(aggregated, 'vector', op);
    const label = op === 'count_values' && parameter ? bare(parameter) : undefined;
    if (label?.kind === 'string' && unquote(label.literal) === '')
      throw new Refused(label.at, 'count_values needs the name of a label');
    return 'vector';
  }
}

const wantedWay = (wanted: ValueType, type: ValueType) =>
  wanted === 'matrix' && type === 'vector'
    ? 'Put a range behind the selector: metric[{{.window}}]; or make a subquery, with a colon: (...)[{{.window}}:].'
    : wayTo(type);

/** Whether it is a selector or a subquery, whatever stands behind it already. */
const readsSeries = (of: Expression): boolean =>
  of.kind === 'selector' ||
  of.kind === 'range' ||
  of.kind === 'subquery' ||
  ((of.kind === 'offset' || of.kind === 'pinned') && readsSeries(of.of));

const chain = (of: Expression): string[] =>
  of.kind === 'offset' || of.kind === 'pinned' ? [of.kind, ...chain(of.of)] : [];
