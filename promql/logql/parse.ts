import { compiled } from '../compiled-pattern';
import { combined } from './arithmetic';
import { ParseError, Unsupported } from './errors';
import { tokens } from './lexer';
import { labelFilter, selector, stage, startsLineFilter } from './pipeline';
import {
  type BinaryExpr,
  type BinaryOp,
  comparisons,
  type Expr,
  type Grouping,
  type LabelFilter,
  type LogExpr,
  type Matcher,
  type Matching,
  type MetricExpr,
  type RangeExpr,
  type RangeOp,
  rangeOps,
  type Stage,
  setOps,
  type Unwrap,
  type VectorExpr,
  type VectorOp,
  vectorOps,
} from './syntax';
import { TokenReader } from './token-reader';
import { wholeMatch } from './whole-match';

/**
 * Reads a query.
 *
 * @throws {ParseError} in Loki's wording; {Unsupported} for what Loki would answer and this API does not.
 */
export function parse(query: string): Expr {
  const reader = new TokenReader(tokens(query));
  const parsed = expression(reader, 0);
  if (!reader.is('$end')) reader.fail();
  checkSelectors(parsed);
  return parsed;
}

/** A selector alone, as series and labels are asked for. An empty one is allowed. */
export function parseMatchers(query: string): readonly Matcher[] {
  const reader = new TokenReader(tokens(query));
  const matchers = selector(reader);
  if (!reader.is('$end')) throw new ParseError('only label matchers are supported');
  return matchers;
}

const precedence: readonly (readonly BinaryOp[])[] = [
  ['or'],
  ['and', 'unless'],
  comparisons,
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];
const precedenceOf = (type: string) => precedence.findIndex((ops) => ops.some((op) => op === type));

/** A chain of more operations than this is no question any more. */
const mostOperations = 200;

function expression(reader: TokenReader, lowest: number): Expr {
  let left = reader.nested(() => operand(reader));
  let operations = 0;
  for (;;) {
    const level = precedenceOf(reader.peek().type);
    if (level < 0 || level < lowest) return left;
    if (++operations > mostOperations) throw new ParseError(`more than ${mostOperations} operations in a row`);
    const op = reader.next().type as BinaryOp;
    const modifiers = binaryModifiers(reader);
    // `^` alone groups from the right.
    const right = expression(reader, op === '^' ? level : level + 1);
    left = binary(op, modifiers, left, right);
  }
}

function binary(op: BinaryOp, modifiers: Pick<BinaryExpr, 'bool' | 'matching'>, left: Expr, right: Expr): MetricExpr {
  const leg = (side: string, of: Expr): MetricExpr => {
    if (of.kind === 'log')
      throw new ParseError(
        `unexpected type for ${side} leg of binary operation (${op}): *syntax.${of.stages.length > 0 ? 'PipelineExpr' : 'MatchersExpr'}`,
      );
    if (of.kind === 'number' && setOps.some((set) => set === op))
      throw new ParseError(
        `unexpected literal for ${side} leg of logical/set binary operation (${op}): ${of.value.toFixed(6)}`,
      );
    return of;
  };
  const [a, b] = [leg('left', left), leg('right', right)];
  if (a.kind === 'number' && b.kind === 'number') return { kind: 'number', value: combined(op, a.value, b.value) };
  return { kind: 'binary', op, ...modifiers, left: a, right: b };
}

function binaryModifiers(reader: TokenReader): Pick<BinaryExpr, 'bool' | 'matching'> {
  const bool = reader.accept('bool') !== undefined;
  const matching: { -readonly [Key in keyof Matching]: Matching[Key] } = {
    on: false,
    labels: [],
    many: 'none',
    include: [],
  };
  const kind = reader.accept('on', 'ignoring');
  if (kind !== undefined) {
    matching.on = kind.type === 'on';
    matching.labels = labelNames(reader);
    const many = reader.accept('group_left', 'group_right');
    if (many !== undefined) {
      matching.many = many.type === 'group_left' ? 'left' : 'right';
      if (reader.is('(')) matching.include = labelNames(reader);
    }
  }
  return { bool, matching };
}

function labelNames(reader: TokenReader): readonly string[] {
  reader.expect('(');
  const names: string[] = [];
  if (reader.accept(')')) return names;
  do names.push(reader.name());
  while (reader.accept(','));
  reader.expect(',', ')');
  return names;
}

function operand(reader: TokenReader): Expr {
  const { type } = reader.peek();
  if (type === '{') return logExpr(reader);
  if (type === '(') {
    reader.next();
    const inner = expression(reader, 0);
    reader.expect(')');
    return inner;
  }
  if (type === 'NUMBER' || type === '+' || type === '-') {
    const sign = reader.accept('+', '-')?.type === '-' ? -1 : 1;
    return { kind: 'number', value: sign * Number(reader.expect('NUMBER').value) };
  }
  if (type === 'vector') {
    reader.next();
    reader.expect('(');
    const { value } = reader.expect('NUMBER');
    reader.expect(')');
    return { kind: 'constant vector', value: Number(value) };
  }
  if (type === 'label_replace') return labelReplace(reader);
  if (type === 'approx_topk' || type === 'rate_counter' || type === 'variants') throw new Unsupported(type);
  if (rangeOps.some((op) => op === type)) return rangeAggregation(reader);
  if (vectorOps.some((op) => op === type)) return vectorAggregation(reader);
  return reader.fail();
}

function metric(reader: TokenReader): MetricExpr {
  const start = reader.peek();
  const parsed = expression(reader, 0);
  if (parsed.kind === 'log') throw new ParseError(`syntax error: unexpected ${start.type}`, start.at);
  return parsed;
}

function logExpr(reader: TokenReader): LogExpr {
  const matchers = selector(reader);
  const stages: Stage[] = [];
  while (startsStage(reader)) stages.push(stage(reader));
  return { kind: 'log', matchers, stages };
}

const startsStage = (reader: TokenReader): boolean =>
  startsLineFilter(reader) || (reader.is('|') && reader.peek(1).type !== 'unwrap');

function labelReplace(reader: TokenReader): MetricExpr {
  reader.next();
  reader.expect('(');
  const of = metric(reader);
  const [to, replacement, from, pattern] = [1, 2, 3, 4].map(() => {
    reader.expect(',');
    return reader.text();
  }) as [string, string, string, string];
  reader.expect(')');
  try {
    compiled(`^(?:${pattern})$`);
  } catch (error) {
    throw new ParseError(`invalid regex in label_replace: ${(error as Error).message}`);
  }
  return { kind: 'label_replace', of, to, replacement, from, pattern };
}

function grouping(reader: TokenReader): Grouping | undefined {
  const kind = reader.accept('by', 'without');
  return kind && { without: kind.type === 'without', labels: labelNames(reader) };
}

function vectorAggregation(reader: TokenReader): VectorExpr {
  const op = reader.next().type as VectorOp;
  const before = grouping(reader);
  reader.expect('(');
  let given: string | undefined;
  if (reader.is('NUMBER') && reader.peek(1).type === ',') {
    given = reader.next().text;
    reader.next();
  }
  const of = metric(reader);
  reader.expect(')');
  const group = before ?? grouping(reader) ?? { without: false, labels: [] };
  if ((op === 'sort' || op === 'sort_desc') && group.labels.length > 0)
    throw new ParseError("sort and sort_desc doesn't allow grouping by ");
  const takesK = op === 'topk' || op === 'bottomk';
  if (takesK && given === undefined) throw new ParseError(`parameter required for operation ${op}`);
  if (!takesK && given !== undefined) throw new ParseError(`unsupported parameter for operation ${op}(${given},`);
  if (given === undefined) return { kind: 'vector', op, grouping: group, of };
  if (!/^\d+$/.test(given)) throw new ParseError(`invalid parameter ${op}(${given},`);
  if (Number(given) <= 0) throw new ParseError(`invalid parameter (must be greater than 0) ${op}(${given}`);
  return { kind: 'vector', op, parameter: Number(given), grouping: group, of };
}

const groupable: readonly RangeOp[] = [
  'avg_over_time',
  'stddev_over_time',
  'stdvar_over_time',
  'quantile_over_time',
  'max_over_time',
  'min_over_time',
  'first_over_time',
  'last_over_time',
];
const ofLines: readonly RangeOp[] = ['bytes_over_time', 'bytes_rate', 'count_over_time', 'rate', 'absent_over_time'];
const ofValues: readonly RangeOp[] = [...groupable, 'sum_over_time', 'rate', 'absent_over_time'];

function rangeAggregation(reader: TokenReader): RangeExpr {
  const op = reader.next().type as RangeOp;
  reader.expect('(');
  let given: string | undefined;
  if (reader.is('NUMBER')) {
    given = reader.next().text;
    reader.expect(',');
  }
  const of = logRange(reader);
  reader.expect(')');
  const group = grouping(reader);
  if (given !== undefined && op !== 'quantile_over_time')
    throw new ParseError(`parameter ${given} not supported for operation ${op}`);
  if (given === undefined && op === 'quantile_over_time')
    throw new ParseError(`parameter required for operation ${op}`);
  if (group !== undefined && !groupable.includes(op))
    throw new ParseError(`grouping not allowed for ${op} aggregation`);
  if (of.unwrap !== undefined && !ofValues.includes(op)) throw new ParseError(`invalid aggregation ${op} with unwrap`);
  if (of.unwrap === undefined && !ofLines.includes(op))
    throw new ParseError(`invalid aggregation ${op} without unwrap`);
  return {
    kind: 'range',
    op,
    ...of,
    ...(given !== undefined && { parameter: Number(given) }),
    ...(group !== undefined && { grouping: group }),
  };
}

interface LogRange {
  readonly log: LogExpr;
  readonly range: number;
  readonly offset: number;
  readonly unwrap?: Unwrap;
}

/** Range, offset and what follows a selector come in either order: `{…}[5m] | json` is `{…} | json [5m]`. */
function logRange(reader: TokenReader): LogRange {
  const parts = rangeParts(reader);
  const { range, log } = parts;
  if (range === undefined) return reader.fail();
  return { log, range, offset: parts.offset ?? 0, ...(parts.unwrap !== undefined && { unwrap: parts.unwrap }) };
}

interface RangeParts {
  log: LogExpr;
  range: number | undefined;
  offset: number | undefined;
  unwrap: Unwrap | undefined;
}

function rangeParts(reader: TokenReader): RangeParts {
  let parts: RangeParts;
  if (reader.accept('(')) {
    parts = reader.nested(() => rangeParts(reader));
    reader.expect(')');
  } else {
    parts = {
      log: { kind: 'log', matchers: selector(reader), stages: [] },
      range: undefined,
      offset: undefined,
      unwrap: undefined,
    };
  }
  const stages = [...parts.log.stages];
  for (;;) {
    if (reader.is('RANGE') && parts.range === undefined) {
      parts.range = Number(reader.next().value);
      if (reader.accept('offset')) parts.offset = Number(reader.expect('DURATION').value);
    } else if (parts.unwrap === undefined && startsStage(reader)) stages.push(stage(reader));
    else if (parts.unwrap === undefined && reader.is('|')) parts.unwrap = unwrap(reader);
    else break;
  }
  return { ...parts, log: { ...parts.log, stages } };
}

const conversions = { bytes: 'bytes', duration: 'duration', duration_seconds: 'duration' } as const;

function unwrap(reader: TokenReader): Unwrap {
  reader.expect('|');
  reader.expect('unwrap');
  const conversion = reader.accept(...Object.keys(conversions));
  let label: string;
  if (conversion === undefined) label = reader.name();
  else {
    reader.expect('(');
    label = reader.name();
    reader.expect(')');
  }
  const filters: LabelFilter[] = [];
  while (reader.accept('|')) filters.push(labelFilter(reader));
  const as = conversion === undefined ? 'number' : conversions[conversion.type as keyof typeof conversions];
  return { label, as, filters };
}

const selectsAll = () =>
  new ParseError(
    'queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will',
  );

/** A query that could name every stream there is must say so with `=~".+"`. */
function checkSelectors(of: Expr): void {
  switch (of.kind) {
    case 'log':
      if (of.matchers.every((matcher) => wholeMatch(matcher)(''))) throw selectsAll();
      return;
    case 'range':
      checkSelectors(of.log);
      return;
    case 'vector':
    case 'label_replace':
      if (of.of.kind === 'number') throw selectsAll();
      checkSelectors(of.of);
      return;
    case 'binary':
      checkSelectors(of.left);
      checkSelectors(of.right);
  }
}
