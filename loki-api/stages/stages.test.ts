import type { LogExpr } from '@sightline/promql/logql';
import { parse } from '@sightline/promql/logql';
import { describe, expect, it } from 'vitest';
import { LineLabels } from '../labels/line-labels';
import { Hints } from './hints';
import type { Line } from './line';
import { prepared } from './stages';

/** What the stages of a query make of a line; undefined: it is left out. */
function run(pipeline: string, text: string, { metadata = {}, hints = Hints.everything } = {}) {
  const { stages } = parse(`{a="b"} ${pipeline}`) as LogExpr;
  const labels = new LineLabels({ service_name: 'order' }, metadata);
  const line: Line = { text, labels, timeUnixNano: 0n, found: new Set(), hints };
  return stages.every((stage) => prepared(stage).run(line))
    ? { text: line.text, ...line.labels.categorised() }
    : undefined;
}
const parsed = (pipeline: string, text: string, metadata = {}) => run(pipeline, text, { metadata })?.parsed;

describe('json', () => {
  it('joins nested names, says what is taken already, leaves lists and nulls out', () => {
    expect(parsed('| json', '{"a":{"b":1,"c d":true},"service_name":"x","list":[1],"no":null,"1st":"é\\n"}')).toEqual({
      a_b: '1',
      a_c_d: 'true',
      service_name_extracted: 'x',
      _1st: 'é\n',
    });
  });

  it('keeps what it read before something was wrong, and marks the line', () => {
    expect(parsed('| json', '{"a":1,"b":')).toEqual({
      a: '1',
      __error__: 'JSONParserErr',
      __error_details__: 'Malformed JSON error',
    });
    expect(parsed('| json', 'no json')).toMatchObject({ __error__: 'JSONParserErr' });
    expect(parsed('| json', '{"a":1} and more')).toEqual({ a: '1' });
  });

  it('takes single values by their path', () => {
    const line = '{"a":{"b":[{"c":"x"},2]},"odd key":5,"s":"\\"q\\""}';
    expect(parsed('| json x="a.b[0].c", y="a.b[1]", z="[\\"odd key\\"]", s, none="a.q"', line)).toEqual({
      x: 'x',
      y: '2',
      z: '5',
      s: '"q"',
      none: '',
    });
  });

  it('stops when a metric query has what it needs, and does not see what is wrong after that', () => {
    const line = '{"a":1,"b":2,"c":';
    expect(run('| json', line, { hints: Hints.only(['a']) })?.parsed).toEqual({ a: '1' });
    expect(run('| json', 'no json', { hints: Hints.only([]) })?.parsed).toEqual({});
  });

  it('of two values of one name takes the first', () => {
    expect(parsed('| json', '{"a":1,"a":2}')).toEqual({ a: '1' });
  });
});

describe('logfmt', () => {
  it('reads pairs, quoted or not, and passes over what is none', () => {
    expect(parsed('| logfmt', 'a=1 b="x \\"y\\"" alone c= "lost" =d dash-ed=2 e=f=g h=3')).toEqual({
      a: '1',
      b: 'x "y"',
      dash_ed: '2',
      h: '3',
    });
    expect(parsed('| logfmt --keep-empty', 'a= b')).toEqual({ a: '', b: '' });
  });

  it('if strict stops at what is no pair', () => {
    expect(parsed('| logfmt --strict', 'a=1 =b c=2')).toEqual({
      a: '1',
      __error__: 'LogfmtParserErr',
      __error_details__: "logfmt syntax error at pos 5 : unexpected '='",
    });
  });

  it('takes chosen pairs under other names', () => {
    expect(parsed('| logfmt who="user", n', 'user=ada x=1')).toEqual({ who: 'ada', n: '' });
  });
});

describe('a label filter', () => {
  const metadata = { status: '404', took: '1.5s', size: '2KiB', event: 'order.paid' };
  it.each([
    ['status >= 400 and took < 2s', true],
    ['size > 2000B, size < 3KB', true],
    ['status = 500 or event =~ "order.*"', true],
    ['missing > 0', false],
    ['missing != "x"', true],
    ['(status = 404 or missing = "x") and event != ""', true],
  ])('%s', (filter, passes) => expect(run(`| ${filter}`, '', { metadata }) !== undefined).toBe(passes));

  it('keeps a line whose value cannot be compared, marked', () => {
    expect(parsed('| event > 5', '', metadata)).toEqual({
      __error__: 'LabelFilterErr',
      __error_details__: 'strconv.ParseFloat: parsing "order.paid": invalid syntax',
    });
    expect(parsed('| took > 5 | __error__=""', '', metadata)).toBeUndefined();
  });
});

describe('labels', () => {
  it('are renamed, made, dropped and kept', () => {
    const metadata = { x: '1', y: '2' };
    const shown = (pipeline: string) => {
      const line = run(pipeline, '', { metadata });
      return { ...line?.stream, ...line?.metadata, ...line?.parsed };
    };
    expect(shown('| label_format z=x')).toEqual({ service_name: 'order', y: '2', z: '1' });
    expect(shown('| label_format z="{{.x}}-{{.y}}", x="{{.y}}"')).toMatchObject({ z: '1-2', x: '2', y: '2' });
    expect(shown('| drop x, y="3"')).toEqual({ service_name: 'order', y: '2' });
    expect(shown('| keep y')).toEqual({ y: '2' });
  });

  it('of the line that are called as one of the stream have another name', () => {
    expect(run('', '', { metadata: { service_name: 'x' } })?.metadata).toEqual({ service_name_extracted: 'x' });
  });
});

describe('a line that somebody made to be hard', () => {
  const long = 200_000;
  it.each([
    ['json', '| json', '{"a":'.repeat(long / 5)],
    ['json', '| json x="a.a.a"', '{"a":'.repeat(long / 5)],
    ['lists', '| json x="a[0]"', `{"a":${'['.repeat(long)}`],
    ['strings', '| json', `{"a":"${'\\'.repeat(long)}`],
    ['logfmt', '| logfmt --strict', `a="${'\\'.repeat(long)}`],
    ['numbers', '| regexp "(?P<x>.*)" | x > 1.5', '1'.repeat(long)],
    ['durations', '| regexp "(?P<x>.*)" | x > 1h', `${'1'.repeat(long)}.`],
    ['sizes', '| regexp "(?P<x>.*)" | x > 1KB', `${'1'.repeat(long)}..x`],
    ['colours', '| decolorize', '\u001b['.repeat(long / 2)],
  ])('of %s is read in no time', (_, pipeline, text) => {
    const started = performance.now();
    run(pipeline, text);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('other stages', () => {
  it('take named groups out of a line, and colours', () => {
    expect(parsed('| regexp "(?P<verb>\\\\w+) (?P<path>/\\\\S*)"', 'GET /x now')).toEqual({ verb: 'GET', path: '/x' });
    expect(run('| decolorize', '\u001b[31mred\u001b[0m')?.text).toBe('red');
  });
});
