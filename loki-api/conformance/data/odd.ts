import { type Attributes, from, type MadeRecord, seconds } from './record';

/** Lines that a quoting mistake, a wrong length or a wrong encoding would lose or change. */
export const oddTexts: readonly string[] = [
  'double "quoted" words',
  "single 'quoted' words",
  'back`ticked` words',
  'back\\slash and \\n that is none',
  'ends with a backslash \\',
  'tab\there, line\nbreak, return\r\nend',
  'é combined e\u0301, ß, İstanbul, ǅ',
  '中文 и кириллица עברית',
  'astral 😀 𝒳 👩‍👩‍👧',
  'control \u0001\u0007\u001f and \u007f',
  'zero width \u200b\ufeff and nbsp \u00a0',
  'replacement \ufffd and \u2028 separators \u2029',
  'percent %d %s 100% {{.user}} $HOME $1 \\1',
  'regexp .* [a-z]+ (group|other)? ^start end$',
  'logsql _time:5m | stats count() OR NOT "a":b *',
  'logql {a="b"} |= "c" | json',
  'a',
  ' leading and trailing ',
  'Straße STRASSE strasse',
  'K (kelvin) ſ (long s) k s',
  `very long: ${'0123456789'.repeat(600)}`,
  '-1',
  '*',
  '""',
  '#hash // comment -- dash',
];

const names: Attributes = {
  'dotted.name': 'dots',
  'dashed-name': 'dashes',
  'slashed/name': 'slashes',
  UpperCase: 'upper',
  '1leading': 'digit',
  'spaced name': 'spaces',
  näme: 'unicode',
  _under: 'underscore',
  'a..b': 'two dots',
  'trailing.': 'dot at the end',
  host: 'h1',
  'tab\tname': 'tab',
};

/** One line for each odd text, which is also the value of an attribute; then odd names of attributes, services, environments. */
export const odd: readonly MadeRecord[] = [
  ...oddTexts.map((text, n) => ({
    at: seconds(40 + n * 20),
    resource: from('odd', 'info'),
    body: text,
    attributes: { value: text, n },
  })),
  { at: seconds(600), resource: from('odd', 'info'), body: '', attributes: { event: 'empty.line', n: 100 } },
  { at: seconds(610), resource: from('odd', 'info'), body: 'odd names', attributes: names },
  ...['ODD', 'odd.service', 'odd/"quoted" \\ ✓', 'odd|pipe', 'odd,comma {brace}', 'odd\nline'].map((service, n) => ({
    at: seconds(620 + n),
    resource: from(service, 'info'),
    body: `said by an odd service, ${n}`,
  })),
  { at: seconds(630), resource: { level: 'info' }, body: 'nobody said this' },
  { at: seconds(631), resource: { 'service.name': 'levelless' }, body: 'no level, no environment' },
  { at: seconds(632), resource: from('levelless', undefined, 'prod'), body: 'no level', severity: { number: 5 } },
  { at: seconds(633), resource: from('odd', 'WARN'), body: 'level in upper case', severity: { text: 'Warning' } },
];

const shortTexts = [
  'a',
  'A',
  'ab',
  'aB\n',
  '\n',
  'a\nb',
  'a\r\nb',
  '\r',
  '\t',
  '\v\f',
  ' ',
  'a b',
  '\u0085',
  '\u2028x',
  'k',
  '\u212a',
  's',
  'ſ',
  'ß',
];
const moreTexts = [
  'é',
  'e\u0301',
  'Σσς',
  'İıI',
  '😀',
  '😀a',
  'a.b',
  'a-b_c',
  '12',
  '0x1F',
  '"a"',
  '\\',
  '\\n',
  '[a]',
  '^a$',
  'aaa',
  'abab',
  'ba ba',
];

/** Texts for regular expressions: what separates lines, what has a sister in the other case, what looks like an expression. */
export const texts: readonly MadeRecord[] = [...shortTexts, ...moreTexts].map((text, n) => ({
  at: seconds(50 + n * 15),
  resource: from('texts', 'info'),
  body: text,
  attributes: { text, n },
}));

/** Every kind of value that OTLP has, and every field of a record. */
export const typed: readonly MadeRecord[] = [
  {
    at: seconds(700),
    resource: { ...from('typed', 'info'), 'host.name': 'h1', 'process.pid': 4711, 'service.instance.id': 'typed-1' },
    body: 'every kind of value',
    attributes: {
      text: 'text',
      int: 42,
      negative: -7,
      double: 0.1,
      large: 1e20,
      tiny: 0.000025,
      whole: 9007199254740991,
      yes: true,
      no: false,
      list: ['a', 1, true],
      map: { inner: 'one', 'dotted.inner': 2, deeper: { still: 'three' } },
      date: '2025-01-01T00:00:00Z',
    },
  },
  {
    at: seconds(710),
    resource: from('typed', 'info'),
    body: 'every field of a record',
    scope: { name: 'my.scope', version: '2.0', attributes: { 'scope.attribute': 'kept' } },
    severity: { number: 9, text: 'Information' },
    trace: { traceId: 'd0000000000000000000000000000001', spanId: 'd000000000000001', flags: 1 },
    observedNanos: '1700000000123456789',
    droppedAttributes: 3,
  },
  ...[42, 1.5, true, ['a', 1, null], { a: 'x', b: { c: 2 } }, {}, [], null].map((body, n) => ({
    at: seconds(720 + n),
    resource: from('typed', 'warn'),
    body,
    attributes: { n },
  })),
];
