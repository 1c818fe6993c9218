import type { LogExpr } from '@sightline/promql/logql';
import { parse, unquoted } from '@sightline/promql/logql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fields } from '../victorialogs/fields';
import { pipelineFilter, streamFilter } from './filter';
import { withoutDots } from './pattern';
import { escapedPattern, quoted } from './quote';

const fields = new Fields(['service.name', 'event', 'http.route', 'a.b', 'a_b', 'severity_text']);
const translated = (query: string) => {
  const { matchers, stages } = parse(query) as LogExpr;
  return { streams: streamFilter(matchers).logsql, lines: pipelineFilter(stages, fields) };
};

describe('a text on its way to VictoriaLogs', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unquoted(quoted(text)) === text));
  });

  it('is one token: nothing in it ends the quotes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^"(?:[^"\\\n]|\\[^\n])*"$/.test(quoted(text))));
  });

  it('as a pattern matches itself and nothing shorter or longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const pattern = new RegExp(`^${escapedPattern(text)}$`);
        return pattern.test(text) && !pattern.test(`${text}x`) && !pattern.test(text.slice(1));
      }),
    );
  });
});

describe('a regular expression on its way to VictoriaLogs', () => {
  it.each([
    ['a.b', 'a[^\\n]b'],
    ['a\\.b[.x]c.', 'a\\.b[.x]c[^\\n]'],
    ['[].][^].].[[:alpha:].].', '[].][^].][^\\n][[:alpha:].][^\\n]'],
    ['(?i)x.|(?:y.)|(?P<z>.)', '(?i)x[^\\n]|(?:y[^\\n])|(?P<z>[^\\n])'],
    ['(?s).', undefined],
    ['a(?s:.)', undefined],
    ['(?is)x', undefined],
    ['\\Q.\\E', undefined],
  ])('%s says what its dots are', (pattern, plain) => expect(withoutDots(pattern)).toBe(plain));
});

describe('a query, as far as VictoriaLogs can tell', () => {
  it.each([
    ['{service_name="order"}', '"service.name":="order"', { logsql: '', exact: true }],
    [
      '{service_name=~"o.*", level!="info"}',
      '"service.name":~"^(?s:o.*)$" !"level":="info"',
      { logsql: '', exact: true },
    ],
    [
      '{service_name="o"} |= "a" != "b"',
      '"service.name":="o"',
      { logsql: '"_msg":*"a"* !("_msg":*"b"*)', exact: true },
    ],
    ['{service_name="o"} | event="x"', '"service.name":="o"', { logsql: '"event":="x"', exact: true }],
    ['{service_name="o"} | http_route=~"/a|/b"', '"service.name":="o"', undefined],
    ['{service_name="o"} | event!=""', '"service.name":="o"', { logsql: '!("event":="")', exact: true }],
    ['{service_name="o"} | missing="x"', '"service.name":="o"', { logsql: '!*', exact: true }],
    ['{service_name="o"} | missing!="x"', '"service.name":="o"', { logsql: '', exact: true }],
  ])('%s', (query, streams, lines) => {
    expect(translated(query).streams).toBe(streams);
    if (lines !== undefined) expect(translated(query).lines).toEqual(lines);
  });

  it('is not exact where something else has a say: numbers, two fields of one name, what was parsed or filled in', () => {
    for (const filter of ['event > 5', 'a_b="x"', 'severity_text="Info"', 'event_extracted="x"', '__error__=""'])
      expect(translated(`{service_name="o"} | ${filter}`).lines.exact, filter).toBe(false);
    expect(translated('{service_name="o"} | json | event="x"').lines).toEqual({ logsql: '', exact: false });
    expect(translated('{service_name="o"} | line_format "x" |= "y"').lines).toEqual({ logsql: '', exact: false });
  });

  it('never lets too little through: the opposite of what is not exact is everything', () => {
    expect(translated('{service_name="o"} | a_b!="x"').lines.logsql).toBe('');
    expect(translated('{service_name="o"} | event="x" or severity_text="Info"').lines.logsql).toBe('');
  });
});
