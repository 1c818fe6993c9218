import { parser as grammar } from '@grafana/lezer-logql';
import { describe, expect, it } from 'vitest';
import { BadQuery, ParseError, Unsupported } from './errors';
import { parse } from './parse';
import type { LogExpr } from './syntax';

const refusal = (query: string) => {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof BadQuery) return error;
    throw error;
  }
  throw new Error(`accepted: ${query}`);
};
const stages = (query: string) => (parse(query) as LogExpr).stages;
const number = (query: string) => {
  const parsed = parse(query);
  return parsed.kind === 'number' ? parsed.value : parsed;
};

describe('a query', () => {
  it('binds operators as LogQL does: * before +, comparisons later, ^ from the right', () => {
    expect(number('2 + 3 * 4')).toBe(14);
    expect(number('2 * 3 + 4')).toBe(10);
    expect(number('2 ^ 3 ^ 2')).toBe(512);
    expect(number('10 - 4 - 3')).toBe(3);
    expect(number('1 + 1 > 1')).toBe(1);
    expect(number('1 / 0')).toBeNaN();
  });

  it('lets everything after a comma belong together, and `and` bind before `or`', () => {
    const label = (name: string) => ({ kind: 'matches', matcher: { label: name, op: '=', value: '1' } });
    const [a, b, c] = [label('a'), label('b'), label('c')];
    const filter = (text: string) => stages(`{x="y"} | ${text}`)[0];
    expect(filter('a="1", b="1" or c="1"')).toEqual({
      kind: 'label filter',
      filter: { kind: 'and', left: a, right: { kind: 'or', left: b, right: c } },
    });
    expect(filter('a="1" or b="1" and c="1"')).toEqual({
      kind: 'label filter',
      filter: { kind: 'or', left: a, right: { kind: 'and', left: b, right: c } },
    });
    expect(filter('a="1" b="1"')).toEqual(filter('a="1" and b="1"'));
  });

  it('may have its range, its offset and its stages in either order', () => {
    const one = parse('sum_over_time({a="b"} | json | unwrap duration(took) [5m] offset 1h)');
    expect(one).toMatchObject({
      kind: 'range',
      range: 300e9,
      offset: 3600e9,
      unwrap: { label: 'took', as: 'duration' },
    });
    expect(parse('sum_over_time({a="b"}[5m] offset 1h | json | unwrap duration(took))')).toEqual(one);
    expect(parse('sum_over_time(({a="b"} | json | unwrap duration(took)) [5m] offset 1h)')).toEqual(one);
  });

  it('knows a function from a label of that name', () => {
    expect(stages('{rate="x"} | duration > 5ms | bytes="1"')).toHaveLength(2);
  });

  it('reads text with the escapes of Go, and raw text', () => {
    expect(stages('{a="b"} |= "\\x41\\u00e9\\n\\"" |= `\\n"`')).toEqual([
      { kind: 'line filter', op: '|=', texts: ['Aé\n"'] },
      { kind: 'line filter', op: '|=', texts: ['\\n"'] },
    ]);
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['foo', 'parse error at line 1, col 1: syntax error: unexpected IDENTIFIER'],
    ['{a="b"', 'parse error at line 1, col 7: syntax error: unexpected $end, expecting , or }'],
    ['{a=b}', 'parse error at line 1, col 4: syntax error: unexpected IDENTIFIER, expecting STRING'],
    ['{a="b"}\n| json |', 'parse error at line 2, col 9: syntax error: unexpected $end'],
    ['rate({a="b"}[5q])', 'parse error at line 1, col 13: not a valid duration string: "5q"'],
    ['sum_over_time({a="b"}[5m])', 'parse error : invalid aggregation sum_over_time without unwrap'],
    ['topk({a="b"})', 'parse error at line 1, col 6: syntax error: unexpected {'],
    ['topk(0, rate({a="b"}[5m]))', 'parse error : invalid parameter (must be greater than 0) topk(0'],
  ])('is refused in the words of Loki: %s', (query, message) => {
    expect(refusal(query)).toBeInstanceOf(ParseError);
    expect(refusal(query).message).toBe(message);
  });

  it('is one that could name every stream', () => {
    for (const selector of ['{}', '{a=""}', '{a=~".*"}', '{a!="b"}', '{a=~"x|"}'])
      expect(refusal(selector).message, selector).toContain('queries require at least one regexp or equality matcher');
  });

  it('has a regular expression that RE2 does not know', () => {
    for (const pattern of ['(', 'a**', '(?=x)', '\\\\1'])
      expect(refusal(`{a=~"${pattern}"}`).message, pattern).toContain('error parsing regexp');
  });
});

describe('a query that would be too much', () => {
  it.each([
    ['parentheses', `${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
    ['sums', `${'sum('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['operations', `vector(1)${' + vector(1)'.repeat(5000)}`],
    ['filters', `{a="b"} | ${'('.repeat(50_000)}x="1"${')'.repeat(50_000)}`],
    ['filters in a row', `{a="b"} | ${'x="1",'.repeat(15_000)}x="1"`],
    ['regular expressions', `{a=~"${'('.repeat(30_000)}${')'.repeat(30_000)}"}`],
    ['length', `{a="${'x'.repeat(140_000)}"}`],
  ])('of %s is refused', (_, query) => expect(refusal(query)).toBeInstanceOf(ParseError));
});

/** Each construct of the grammar in a query that uses it; those in `refused` are named in the refusal. */
const examples: Readonly<Record<string, string>> = {
  Json: '{a="b"} | json',
  Logfmt: '{a="b"} | logfmt --strict --keep-empty',
  Unpack: '{a="b"} | unpack',
  Pattern: '{a="b"} | pattern "<x> y"',
  Regexp: '{a="b"} | regexp "(?P<x>.)"',
  Unwrap: 'rate({a="b"} | unwrap x [1m])',
  LabelFormat: '{a="b"} | label_format x=y, z="{{.x}}"',
  LineFormat: '{a="b"} | line_format "{{.x}}"',
  LabelReplace: 'label_replace(rate({a="b"}[1m]), "x", "$1", "y", "(.*)")',
  Vector: 'vector(1)',
  Offset: 'rate({a="b"}[1m] offset 5m)',
  Bool: 'rate({a="b"}[1m]) > bool 1',
  On: 'rate({a="b"}[1m]) / on (a) group_left (b) rate({a="b"}[1m])',
  Ignoring: 'rate({a="b"}[1m]) / ignoring (a) group_right rate({a="b"}[1m])',
  Decolorize: '{a="b"} | decolorize',
  Drop: '{a="b"} | drop x, y="z"',
  Keep: '{a="b"} | keep x, y=~"z"',
  Approx_Topk: 'approx_topk(3, sum by (a) (rate({a="b"}[1m])))',
  Ip: '{a="b"} | x = ip("10.0.0.0/8")',
  FilterOp: '{a="b"} |= ip("10.0.0.0/8")',
  PipePattern: '{a="b"} |> "<_> x"',
  Npa: '{a="b"} !> "<_> x"',
  RateCounter: 'rate_counter({a="b"} | unwrap x [1m])',
  LineComment: '{a="b"} # a comment',
  BytesFilter: '{a="b"} | x > 1KB',
  UnitFilter: '{a="b"} | x <= 1m30s',
  NumberFilter: '{a="b"} | x != -1.5e3',
  OrFilter: '{a="b"} |~ "x" or "y"',
  JsonExpressionParser: '{a="b"} | json x="y[0].z"',
  LogfmtExpressionParser: '{a="b"} | logfmt x="y"',
  BytesConv: 'sum_over_time({a="b"} | unwrap bytes(x) [1m])',
  DurationSecondsConv: 'sum_over_time({a="b"} | unwrap duration_seconds(x) [1m])',
  ...Object.fromEntries(
    ['count', 'bytes', 'avg', 'sum', 'min', 'max', 'stddev', 'stdvar', 'first', 'last', 'absent'].map((name) => {
      const unwrap = ['count', 'bytes', 'absent'].includes(name) ? '' : '| unwrap x ';
      return [`${name[0]?.toUpperCase()}${name.slice(1)}OverTime`, `${name}_over_time({a="b"} ${unwrap}[1m])`];
    }),
  ),
  QuantileOverTime: 'quantile_over_time(0.9, {a="b"} | unwrap x [1m]) by (y)',
  BytesRate: 'bytes_rate({a="b"}[1m])',
  Rate: 'rate({a="b"}[1m])',
  ...Object.fromEntries(
    ['Sum', 'Avg', 'Count', 'Max', 'Min', 'Stddev', 'Stdvar', 'Sort', 'Sort_Desc'].map((name) => [
      name,
      `${name.toLowerCase()}(rate({a="b"}[1m]))`,
    ]),
  ),
  Topk: 'topk by (x) (3, rate({a="b"}[1m]))',
  Bottomk: 'bottomk(3, rate({a="b"}[1m]))',
  And: 'rate({a="b"}[1m]) and rate({a="b"}[1m])',
  Or: 'rate({a="b"}[1m]) or rate({a="b"}[1m])',
  Unless: 'rate({a="b"}[1m]) unless rate({a="b"}[1m])',
  Mod: 'rate({a="b"}[1m]) % 2',
  Pow: 'rate({a="b"}[1m]) ^ 2',
  LabelAggregationExpr: 'approx_count_distinct(x, {a="b"}[1m])',
};
const refused = ['Unpack', 'Pattern', 'Approx_Topk', 'Ip', 'FilterOp', 'PipePattern', 'Npa', 'RateCounter'];
/** In newer grammars than Loki 3.7 reads. */
const unknownToLoki = ['LabelAggregationExpr'];
/** Parts that have no query of their own: they are in those above. */
const parts =
  /^(⚠|LogQL|Expr|LogExpr|MetricExpr|.*Matchers?|Selector|Identifier|Eq|Neq|Re|Nre|String|Pipe|PipeExact|PipeMatch|Pipeline.*|LineFilters?|Filter|LogfmtParser.*|ParserFlag|LabelParser|LabelExtraction.*|LabelFilter|IpLabelFilter|DurationFilter|Gtr|Gte|Lss|Lte|Eql|Duration|Bytes|LiteralExpr|Number|Add|Sub|Mul|Div|LineFormatExpr|LabelFormatExpr|LabelsFormat|DecolorizeExpr|DropLabels?(Expr)?|DropLabel|KeepLabels?(Expr)?|KeepLabel|RangeAggregationExpr|RangeOp|LogRangeExpr|Range|OffsetExpr|UnwrapExpr|ConvOp|DurationConv|Grouping|Labels|VectorAggregationExpr|VectorOp|BinOp.*|OnOrIgnoringModifier|GroupLeft|GroupRight|GroupingLabel.*|LabelName|LabelReplaceExpr|VectorExpr|By|Without|LabelAggOp|ApproxCountDistinct|.)$/;

describe('every construct that the published grammar of LogQL knows', () => {
  const names = grammar.nodeSet.types.map(({ name }) => name).filter((name) => name !== '' && !parts.test(name));

  it.each(names)('%s is read, or refused by its name', (name) => {
    const example = examples[name];
    if (example === undefined) throw new Error(`no query shows ${name}`);
    if (unknownToLoki.includes(name)) expect(refusal(example)).toBeInstanceOf(ParseError);
    else if (refused.includes(name)) expect(refusal(example)).toBeInstanceOf(Unsupported);
    else expect(() => parse(example)).not.toThrow();
  });
});
