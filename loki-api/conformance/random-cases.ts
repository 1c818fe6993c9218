import fc, { type Arbitrary } from 'fast-check';
import type { Case } from './case';
import { asking, instant, lines, range } from './cases/asking';

/** Any query of the supported grammar over the made data, asked in any manner. */
export const randomCase = (): Arbitrary<Case> => one(...themes).chain(askedOf);

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** In `weight` of `outOf` cases; otherwise nothing. */
const maybe = (arbitrary: Arbitrary<string>, weight = 1, outOf = 3) =>
  fc.oneof({ weight, arbitrary }, { weight: outOf - weight, arbitrary: fc.constant('') });
const joined = (parts: readonly Arbitrary<string>[], separator = ' ') =>
  fc.tuple(...parts).map((texts) => texts.filter(Boolean).join(separator));
const list = (arbitrary: Arbitrary<string>, minLength: number, maxLength: number, separator = ', ') =>
  fc.uniqueArray(arbitrary, { minLength, maxLength }).map((texts) => texts.join(separator));

/** A LogQL string literal, by quotes or, where it can be, by backticks. */
const literal = (text: string) =>
  text.includes('`') || text.includes('\n')
    ? fc.constant(JSON.stringify(text))
    : one(JSON.stringify(text), `\`${text}\``);
const anyLiteral = (...texts: readonly string[]) => one(...texts).chain(literal);

// What there is to ask: for each kind of made lines the words and labels that occur in them, so that most answers are not empty.

interface Theme {
  readonly services: string;
  readonly words: readonly string[];
  readonly patterns: readonly string[];
  /** Labels with some of their values. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly numbers: readonly string[];
  readonly unwraps: readonly string[];
  readonly parser?: 'json' | 'logfmt';
}

const request = {
  words: ['GET', 'POST', '500', '200', 'orders', '/', ' ', 'a'],
  patterns: ['\\d+', '(GET|PUT) /\\w+', '[0-9]{3}$', '^G', '(?i)post', '/orders(/:id)?', ' [245]0[014]$', '\\s'],
  labels: {
    event: ['http.request.completed', 'http.*', 'consumer.retry', 'bank.attempt_failed', 'payment.declined'],
    http_route: ['/orders', '/orders/:id', '/orders.*', '/products'],
    http_request_method: ['GET', 'POST', 'GET|PUT', '(?i)get'],
    http_response_status_code: ['200', '500', '2..', '404|500'],
    trace_id: ['', '.+', '[ab]0+1.*'],
    service_version: ['0.1.0', '0.2.0'],
    severity_text: ['INFO', 'WARN', 'I.*'],
    scope_name: ['http'],
    flags: ['1', ''],
    attempt: ['1', '1|2'],
  },
  numbers: ['http_response_status_code', 'duration_ms', 'severity_number', 'flags', 'attempt'],
  unwraps: [
    'duration_ms',
    'duration(duration)',
    'bytes(size)',
    'http_response_status_code',
    'duration_seconds(duration)',
  ],
};
const user = {
  user: ['ada', 'bob', 'ada|bob', '(?i)EVE', '', '.+'],
  latency: ['7', '12.5', '1.*', '.+'],
  level_extracted: ['debug', 'info|warn'],
  duration: ['1.5s', '250ms', '.*s'],
  size: ['12KB', '1MiB'],
  turn: ['1', '1.?'],
};
const themes: readonly Theme[] = [
  { services: 'order', ...request },
  { services: 'order|payment', ...request },
  {
    services: 'api',
    parser: 'json',
    words: ['user', 'latency', '"', '{', '\\', 'ada', 'é', ':', 'true'],
    patterns: [
      '"user":"\\w+"',
      'ada|bob',
      '"latency":-?\\d',
      '^\\{',
      '\\}$',
      '(?i)ADA',
      'list|nested',
      '[^\\x00-\\x7f]',
    ],
    labels: { ...user, nested_a_b: ['deep'], ok: ['true', 'false'], service_name_extracted: ['inside'] },
    numbers: ['latency', 'turn', 'weight', 'nested_n'],
    unwraps: ['latency', 'weight', 'turn', 'duration(duration)', 'bytes(size)'],
  },
  {
    services: 'gateway',
    parser: 'logfmt',
    words: ['user', 'latency=', '"', '=', '\\', 'ada', 'msg=', ' ', 'status'],
    patterns: ['user=\\w+', 'latency=-?[0-9.]+', 'ada|bob', '"$', '^level', 'status=(2|5)', '(?i)USER', '^$'],
    labels: { ...user, msg: ['all well', '.*broke.*'], status: ['200', '503'], quoted: [''], caller: ['main.go:.+'] },
    numbers: ['latency', 'turn', 'weight', 'status', 'took'],
    unwraps: ['latency', 'weight', 'turn', 'took', 'duration(duration)', 'bytes(size)'],
  },
  {
    services: 'odd|typed',
    words: ['e', 'quoted', '"', '\\', '`', '\n', 'é', '😀', '%', '*', ' '],
    patterns: [
      '.',
      '[a-z]+ "',
      '(?i)STRASSE',
      '\\bquoted\\b',
      '(?s)a.*b',
      '^.{1,20}$',
      '\\p{Cyrillic}',
      '[[:upper:]]',
      '^$',
      '(?i)k',
    ],
    labels: {
      value: ['.+', 'tab.*end', '.*line.*', '.*o.*', '(?i).*E.*', '-1', '*'],
      n: ['1', '1.'],
      host_name: ['h1'],
      yes: ['true'],
    },
    numbers: ['n', 'int', 'negative', 'double', 'value'],
    unwraps: ['n', 'int', 'double'],
  },
  {
    services: 'edges|late|proxy',
    words: ['minute', 'same', 'sent', 'one', 'GET', '1', 'e'],
    patterns: ['minute \\d', '^on', '(first|second)$', 'number [1-4]', '\\d+\\.\\d+', '(?i)connection'],
    labels: { v: ['1', '4', '1.', '4|5'], order: ['1', '[1-3]'], event: ['proxy.line', '.*line'], turn: ['1', '.'] },
    numbers: ['v', 'order', 'turn', 'weight'],
    unwraps: ['v', 'order', 'turn', 'weight'],
  },
  {
    services: 'texts',
    words: ['a', '\n', 'b', ' ', 'A', '\\', '.'],
    patterns: ['.', 'a.b', '^a', 'b$', '(?i)k', '(?s)a.+b', '\\s'],
    labels: { text: ['a', '.', 'a.b', '.+', '(?i)S', 'a.*'], n: ['1.', '2', '.'] },
    numbers: ['n', 'text'],
    unwraps: ['n'],
  },
  {
    services: 'crowd|fleet-1|fleet-.*',
    words: ['one', 'many', 'ship', ', 3', 'f'],
    patterns: ['[0-2]$', 'ship 1?\\d ', '^one', 'many|fleet'],
    labels: { id: ['5', '1.', '.?', '4..', '.+'] },
    numbers: ['id'],
    unwraps: ['id'],
  },
];

// Selectors

const equality = one('=', '!=');
const match = one('=~', '!~');
const furtherMatcher = fc.oneof(
  joined([one('level'), equality, anyLiteral('info', 'warn', 'error', '', 'WARN')], ''),
  joined([one('level'), match, anyLiteral('info|warn', '(?i)warn', '.*', '.+', 'e', 'i.+')], ''),
  joined([one('deployment_environment_name'), equality, anyLiteral('prod', 'test', '')], ''),
  joined([one('service_name'), equality, anyLiteral('order', 'odd', '')], ''),
  joined([one('service_name'), match, anyLiteral('odd.*', 'p.+', '')], ''),
  one('unknown=""', 'unknown!="x"'),
);
const widely = one(
  'service_name=~".+"',
  'service_name=~"o.*"',
  'service_name=~".*d.*"',
  'service_name=~"(?i)ODD|last"',
  'level="info"',
  'level=~"warn|error"',
  'service_name="levelless"',
);
const selectorOf = ({ services }: Theme) =>
  joined(
    [
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(`service_name=~"${services}"`) },
        { weight: 3, arbitrary: one(...services.split('|')).map((name) => `service_name="${name}"`) },
        { weight: 1, arbitrary: widely },
      ),
      maybe(furtherMatcher, 1, 6),
      maybe(furtherMatcher, 1, 16),
    ],
    ', ',
  ).map((matchers) => `{${matchers}}`);

// Filters

/** What RE2 can say: classes, anchors, flags, greed, repetition, quoting. */
const anyPattern = [
  '(?U)o.*d',
  'error.+charge',
  'r.{1,4}at',
  '(?i:G)ET',
  '\\pL+\\d',
  '\\Q.*\\E',
  '[[:alpha:]]{4,6} ',
  'e\\z',
  '(?P<word>\\w+) of',
  'o{1,2}?r',
  '\\x{1F600}|\\x41',
  '(?i)ſ',
  '\\Bo\\B',
  '(?m)^line$',
  '(?s)^.*$',
  '[^\\d\\s]{10}',
  '^[^ ]*$',
  '(a|e|)x?',
  '[\\]\\[{}-]',
  '\\/|\\"',
  '(?i)[k-l]',
  '\\P{Greek}{3}',
  '.{30,}',
  '^(GET|user|one) ?',
];
/** An expression grown from atoms, where the letters are few so that it often matches. */
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  expression: fc.oneof(
    { weight: 4, arbitrary: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.tuple(tie('part'), tie('part')).map(([a, b]) => `${a}|${b}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one('(?i)', '(?s)', '(?m)', '(?im)', '(?-s)', '(?U)'), tie('part'), tie('part'))
        .map((all) => all.join('')),
    },
  ),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    {
      weight: 8,
      arbitrary: one(
        ...['a', 'b', 'A', 'k', 's', 'S', 'ß', 'é', 'Σ', 'i', 'I', '1', ' ', '-', '_', '"', '😀'],
        ...[
          '.',
          '.',
          '\\.',
          '\\n',
          '\\r',
          '\\t',
          '\\s',
          '\\S',
          '\\w',
          '\\W',
          '\\d',
          '\\D',
          '\\b',
          '\\B',
          '\\\\',
          '\\pL',
          '\\PL',
          '\\x61',
        ],
        ...[
          '[a-c]',
          '[^a]',
          '[^\\n]',
          '[[:space:]]',
          '[^[:alpha:]]',
          '[ks]',
          '[\\s\\S]',
          '^',
          '$',
          '\\A',
          '\\z',
          '\\Q.\\E',
        ],
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(one('a', 'b', '.', '\\s', '[^b]', '\\w'), one('*', '+', '?', '{2}', '{1,2}', '*?', '+?'))
        .map((all) => all.join('')),
    },
    { weight: 1, arbitrary: tie('expression').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie('expression').map((inner) => `(?i:${inner})?`) },
  ),
}));
const grown = expression.chain(literal);

const lineFilterOf = ({ words, patterns }: Theme) =>
  fc.oneof(
    { weight: 3, arbitrary: joined([one('|=', '|=', '!='), anyLiteral(...words, '')]) },
    { weight: 3, arbitrary: joined([one('|~', '|~', '!~'), anyLiteral(...patterns, ...patterns, ...anyPattern)]) },
    { weight: 2, arbitrary: joined([one('|~', '!~'), grown]) },
    { weight: 1, arbitrary: joined([one('|=', '!='), anyLiteral(...words), fc.constant('or'), anyLiteral(...words)]) },
    {
      weight: 1,
      arbitrary: joined([one('|~', '!~'), anyLiteral(...patterns), fc.constant('or'), anyLiteral(...patterns)]),
    },
  );

const labelsOf = (theme: Theme) => [...Object.keys(theme.labels), 'level', 'service_name', 'unknown'];

function conditionOf({ labels, numbers }: Theme): Arbitrary<string> {
  const known = one(...Object.entries(labels)).chain(([name, values]) =>
    fc
      .tuple(one('=~', '=~', '=', '!=', '!~'), anyLiteral(...values))
      .map(([operator, value]) => `${name}${operator}${value}`),
  );
  const inequality = one('=', '==', '!=', '>', '>=', '<', '<=');
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: joined([one(...Object.keys(labels)), match, grown], '') },
    {
      weight: 2,
      arbitrary: joined([
        one(...numbers),
        inequality,
        one('0', '1', '2', '5', '200', '400', '12.5', '-1', '1e2', '0.5'),
      ]),
    },
    {
      weight: 1,
      arbitrary: joined([
        one('duration', 'duration', 'took', 'event'),
        inequality,
        one('0s', '250ms', '1.5s', '1m', '2h', '37.1ms'),
      ]),
    },
    {
      weight: 1,
      arbitrary: joined([one('size', 'size', 'user'), inequality, one('1B', '7KB', '12KB', '1MB', '1.5KB', '100B')]),
    },
    {
      weight: 1,
      arbitrary: joined([one('level', 'service_name', 'unknown'), equality, anyLiteral('', 'info', 'order', 'x')], ''),
    },
  );
}

function labelFilterOf(theme: Theme): Arbitrary<string> {
  const condition = conditionOf(theme);
  return fc
    .oneof(
      { weight: 4, arbitrary: condition },
      { weight: 1, arbitrary: joined([condition, one('and', 'or', ','), condition]) },
      { weight: 1, arbitrary: joined([condition, one('and', 'or'), condition, one('and', 'or'), condition]) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(condition, condition, condition, one('and', 'or'), one('and', 'or'))
          .map(([a, b, c, x, y]) => `(${a} ${x} ${b}) ${y} ${c}`),
      },
    )
    .map((text) => `| ${text}`);
}

// Other stages

const parser = fc.oneof(
  { weight: 2, arbitrary: one('| json', '| logfmt') },
  {
    weight: 1,
    arbitrary: one(
      '| json user',
      '| json user, latency',
      '| json who="user", deep="nested.a.b"',
      '| json second="list[1]"',
      '| json object="nested"',
      '| logfmt user, latency',
      '| logfmt who="user"',
      '| logfmt --strict',
      '| logfmt --keep-empty',
    ),
  },
);
const template = one(
  '{{.event}}',
  '{{.user}} {{.latency}}',
  '{{.level}}: {{__line__}}',
  '{{.missing}}',
  'fixed',
  '{{ .event | upper }}',
  '{{ if .user }}{{.user}}{{ else }}nobody{{ end }}',
  '{{ .http_route | replace "/" "|" }}',
  '{{ ToUpper .service_name }}',
  '{{ default "-" .user }}',
  '{{ trunc 3 .event }}',
  '{{ printf "%s-%s" .level .event }}',
  '{{ __line__ | lower }}',
  '{{.value}}',
  '{{ .user | title }} {{ .latency | int }}',
  '{{ if and .user (ne .user "ada") }}not ada{{ end }}',
  '{{ if or (eq .level "warn") (eq .level "error") }}!{{ else }}.{{ end }}{{ __line__ }}',
  '{{ .event | trimPrefix "http." }} {{ .http_route | trimSuffix "s" }}',
  '{{ regexReplaceAll "[aeiou]" .event "_" }}',
  '{{ .duration_ms | float64 | printf "%.1f" }} {{ add 1 2 }} {{ .n | int | mul 3 }}',
  '{{- .level -}} / {{ substr 0 3 __line__ }}',
  '{{ .value | len }} {{ __line__ | len }}',
  '{{ .user | urlencode }} {{ .path | b64enc }}',
  '{{ with .user }}with {{ . }}{{ end }}',
  '{{ .size | bytes }} {{ .duration | duration }}',
  '{{ upper .level | repeat 2 }} {{ hasPrefix "a" .user }} {{ contains "e" .event }}',
  '{{ .event | alignLeft 8 }}|{{ .event | alignRight 8 }}|{{ indent 2 .level }}',
);
const renaming = one('kind=event', 'kind=`{{.event}}!`', 'user=level', 'level=event', 'a=user, b=event');
const choice = one('level="info"', 'event=~"http.*"', 'event="consumer.retry"', 'level!="warn"');

const stageOf = (theme: Theme) =>
  fc.oneof(
    { weight: 5, arbitrary: labelFilterOf(theme) },
    { weight: 3, arbitrary: lineFilterOf(theme) },
    { weight: 2, arbitrary: parser },
    { weight: 1, arbitrary: template.chain(literal).map((text) => `| line_format ${text}`) },
    { weight: 1, arbitrary: renaming.map((text) => `| label_format ${text}`) },
    { weight: 1, arbitrary: joined([one('| drop', '| keep'), namesOf(theme, 1)]) },
    { weight: 1, arbitrary: joined([one('| drop', '| keep'), choice]) },
    { weight: 1, arbitrary: one('| decolorize', '| __error__=""', '| __error__!=""') },
  );
const namesOf = (theme: Theme, fewest: number) =>
  list(one(...labelsOf(theme), ...(fewest > 0 ? ['__error__', '__error_details__'] : [])), fewest, 4);

const logQueryOf = (theme: Theme) =>
  joined([
    selectorOf(theme),
    maybe(lineFilterOf(theme), 1, 3),
    theme.parser ? maybe(fc.constant(`| ${theme.parser}`), 3, 4) : fc.constant(''),
    fc.array(stageOf(theme), { maxLength: 3, size: 'small' }).map((texts) => texts.join(' ')),
  ]);

// Metrics

const width = one('1s', '30s', '77s', '1m', '2m', '5m', '10m', '10m', '20m', '20m', '1h');
const shift = maybe(one('offset 1m', 'offset 5m', 'offset 90s', 'offset -1m'), 1, 6);
const windowOf = (query: Arbitrary<string>) => joined([query, joined([width.map((text) => `[${text}]`), shift])]);
const groupingOf = (theme: Theme) =>
  joined([one('by', 'by', 'without'), namesOf(theme, 0).map((names) => `(${names})`)]);

/** Lines to be counted: with a stage or two, as a person asks it. */
const selectedOf = (theme: Theme) =>
  joined([
    selectorOf(theme),
    theme.parser ? maybe(fc.constant(`| ${theme.parser}`), 3, 4) : fc.constant(''),
    maybe(stageOf(theme), 1, 2),
    maybe(stageOf(theme), 1, 4),
  ]);

/** @param grouped whether a mean may be grouped: what Loki makes of several such means depends on its shards. */
function overTimeOf(theme: Theme, { grouped = true } = {}): Arbitrary<string> {
  const clean = maybe(fc.constant('| __error__=""'), 3, 4);
  const counted = windowOf(joined([selectedOf(theme), clean]));
  const unwrapped = windowOf(
    joined([
      selectedOf(theme),
      one(...theme.unwraps, ...theme.unwraps, 'missing').map((name) => `| unwrap ${name}`),
      clean,
    ]),
  );
  const by = maybe(groupingOf(theme), 3, 4);
  const counting = one('count_over_time', 'rate', 'bytes_over_time', 'bytes_rate', 'absent_over_time');
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(counting, counted).map(([name, window]) => `${name}(${window})`) },
    {
      weight: 2,
      arbitrary: fc.tuple(one('sum_over_time', 'rate'), unwrapped).map(([name, window]) => `${name}(${window})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(one('avg', 'min', 'max', 'stddev', 'stdvar'), unwrapped, by)
        .map(([name, window, grouping]) =>
          `${name}_over_time(${window}) ${name === 'avg' && !grouped ? '' : grouping}`.trim(),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one('0.5', '0.9', '0.99', '0', '1'), unwrapped, by)
        .map(([q, window, grouping]) => `quantile_over_time(${q}, ${window}) ${grouping}`.trim()),
    },
  );
}

function metricOf(theme: Theme): Arbitrary<string> {
  const aggregated = (inner: Arbitrary<string>) =>
    fc
      .tuple(one('sum', 'sum', 'min', 'max', 'avg', 'count', 'stddev', 'stdvar'), maybe(groupingOf(theme), 3, 4), inner)
      // Loki makes a mean of a sum and a count, and these disagree about a label that is unwrapped.
      .map(
        ([name, grouping, text]) => `${name === 'avg' && text.includes('unwrap') ? 'sum' : name} ${grouping} (${text})`,
      );
  const overTime = overTimeOf(theme, { grouped: false });
  return fc.oneof(
    { weight: 1, arbitrary: overTimeOf(theme) },
    { weight: 6, arbitrary: aggregated(overTime) },
    { weight: 1, arbitrary: aggregated(aggregated(overTime)) },
  );
}

const scalar = one('2', '0', '-1', '0.5', '100');
const comparison = one('>', '>=', '<', '<=', '==', '!=', '> bool', '== bool');

function calculatedOf(theme: Theme): Arbitrary<string> {
  const metric = metricOf(theme);
  const arithmetic = one('+', '-', '*', '/', '^');
  return fc.oneof(
    { weight: 8, arbitrary: metric },
    { weight: 1, arbitrary: joined([metric, fc.oneof(arithmetic, one('%')), scalar]) },
    { weight: 1, arbitrary: joined([scalar, arithmetic, metric]) },
    { weight: 1, arbitrary: joined([metric, comparison, scalar]) },
    { weight: 1, arbitrary: joined([metric, one('or', 'and', 'unless'), metric]) },
    { weight: 1, arbitrary: joined([metric, fc.oneof(arithmetic, comparison), metric]) },
    { weight: 1, arbitrary: metric.map((text) => `${text} or vector(0)`) },
    { weight: 1, arbitrary: metric.map((text) => `label_replace(${text}, "made", "$1!", "level", "(.).*")`) },
    { weight: 1, arbitrary: matchedOf(theme) },
  );
}

/** Two sides matched by some of their labels. */
function matchedOf(theme: Theme): Arbitrary<string> {
  const side = (by: string) => overTimeOf(theme, { grouped: false }).map((text) => `sum by (${by}) (${text})`);
  const operator = one('+', '-', '*', '/', '>', '< bool', 'and', 'or', 'unless');
  return fc.oneof(
    joined([
      side('level, service_name'),
      operator,
      fc.constant('on (level, service_name)'),
      side('service_name, level'),
    ]),
    joined([side('level, service_name'), one('and', 'unless', 'or'), fc.constant('on (level)'), side('level')]),
    joined([
      side('level, service_name'),
      one('*', '/', '>'),
      one('on (level)', 'ignoring (service_name)'),
      one('group_left', 'group_left ()'),
      side('level'),
    ]),
    joined([side('level'), one('*', '/', '<='), fc.constant('on (level) group_right'), side('level, service_name')]),
  );
}

/** Which of several samples of one value is among the k is left open: the case says so. */
const chosenOf = (theme: Theme) =>
  fc
    .tuple(one('topk', 'bottomk'), one(1, 2, 3, 10), maybe(groupingOf(theme), 1, 4), metricOf(theme))
    .map(([name, k, grouping, text]) => `${name} ${grouping} (${k}, ${text})`);

// Manners of asking

const moment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 4, max: 40 }).map((n) => `${n * 30}s`) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1200 }).map((n) => `${n}s`) },
  { weight: 1, arbitrary: one('1m+1ns', '2m-1ns', '390.5s', '399.999999999s', '5m+1ns', '59.5s') },
);
const span = fc.oneof(
  { weight: 4, arbitrary: one({ from: '0s', to: '20m' }, { from: '-10m', to: '30m' }, { from: '1m', to: '15m' }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(moment, one('1s', '1m', '5m', '20m'))
      .map(([from, length]) => ({ from, to: `${from}+${length}` })),
  },
);
const step = one('1s', '7s', '10s', '15s', '30s', '60s', '90s', '2m', '5m', '11m', '0.5', '40s');

const askedOf = (theme: Theme): Arbitrary<Case> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(logQueryOf(theme), span, one(5000, 5000, 100, 7), one('backward', 'forward'), fc.boolean())
        .map(([query, { from, to }, limit, direction, categorised]) =>
          lines(query, { from, to, limit, direction, categorised }),
        ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(calculatedOf(theme), span, step)
        .map(([query, { from, to }, every]) => range(query, { from, to, step: every })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(chosenOf(theme), span, step)
        .map(([query, { from, to }, every]) => ({ ...range(query, { from, to, step: every }), chosen: true })),
    },
    { weight: 3, arbitrary: fc.tuple(calculatedOf(theme), moment).map(([query, to]) => instant(query, { to })) },
    {
      weight: 1,
      arbitrary: fc.tuple(chosenOf(theme), moment).map(([query, to]) => ({ ...instant(query, { to }), chosen: true })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(metricOf(theme), moment)
        .map(([query, to]) => instant(`sort_desc(${query})`, { to, ordered: true })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one('labels', 'label/level/values', 'label/service_name/values', 'series'), selectorOf(theme))
        .map(([path, text]) =>
          asking(path, path === 'series' ? { 'match[]': text } : { query: text }, { from: '-10m', to: '30m' }),
        ),
    },
  );
