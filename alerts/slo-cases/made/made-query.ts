import fc from 'fast-check';

/** PromQL as people write it, and as they get it wrong: about a third is. */
export const madeQuery: fc.Arbitrary<string> = fc.letrec<{
  vector: string;
  matrix: string;
  scalar: string;
  anything: string;
  selector: string;
}>((tie) => ({
  selector: fc
    .tuple(
      fc.constantFrom('a_total', 'b:c', 'up', '{"m.x"}', '{__name__="d"}', 'sum', ''),
      fc.constantFrom(
        '',
        '{x="1"}',
        '{"l.x"=~"a.*", y!="2"}',
        "{x='\\x41',}",
        '{x=~"(?i:a)"}',
        '{x=`\\d`}',
        '{x=~".*"}',
        '{x="\\d"}',
        '{x=~"(?=a)"}',
        '{x=~"["}',
        '{__name__="z"}',
        '{}',
        '{x=""}',
      ),
    )
    .map(([name, matchers]) => (name.startsWith('{') ? name : `${name}${matchers}`)),
  scalar: fc.oneof(
    fc.constantFrom('1', '0.5', '-2', '1e3', '0x1F', 'Inf', 'NaN', '5m', 'time()', 'pi()'),
    tie('vector').map((inner) => `scalar(${inner})`),
  ),
  matrix: fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: tie('selector') }, { weight: 1, arbitrary: tie('vector') }),
      fc.constantFrom(
        '[5m]',
        '[1h30m]',
        '[5m:]',
        '[1h:30s]',
        '[300]',
        '[0s]',
        '[5x]',
        '[5m] offset 1m',
        '[5m:1m] @ 100',
        '[5m] offset -1m',
        '[1h*2]',
      ),
    )
    .map(([of, range]) => (range.includes(':') && !/^[\w:]+$/.test(of) ? `(${of})${range}` : `${of}${range}`)),
  vector: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'query' },
    tie('selector'),
    fc
      .tuple(tie('selector'), fc.constantFrom(' offset 5m', ' @ end()', ' @ 10 offset 1m', ' offset 5m offset 1m'))
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('rate', 'increase', 'sum_over_time', 'delta', 'rat', 'mad_over_time'), tie('matrix'))
      .map(([name, of]) => `${name}(${of})`),
    fc
      .tuple(
        fc.constantFrom('sum', 'avg', 'count', 'max', 'topk', 'stddev'),
        fc.constantFrom('', ' by (x)', ' without (x, y)', ' by ("l.x")', ' by ()'),
        tie('anything'),
      )
      .map(([op, by, of]) => `${op}${by} (${op === 'topk' ? '3, ' : ''}${of})`),
    fc
      .tuple(
        tie('anything'),
        fc.constantFrom(
          '+',
          '-',
          '*',
          '/',
          '%',
          '^',
          '==',
          '>',
          '> bool',
          '!=',
          'and',
          'or',
          'unless',
          '/ on (x)',
          '/ ignoring (y) group_left',
          '+ bool',
          'or on () group_left',
          '* on (x) group_left (x)',
          'atan2',
        ),
        tie('anything'),
      )
      .map(([left, op, right]) => `${left} ${op} ${right}`),
    tie('anything').map((inner) => `(${inner})`),
    tie('anything').map((inner) => `-${inner}`),
    fc.tuple(tie('scalar'), tie('vector')).map(([q, of]) => `histogram_quantile(${q}, ${of})`),
    fc
      .tuple(tie('vector'), fc.constantFrom('"(.*)"', '"(?<x>.)"', '"("', '5'))
      .map(([of, regex]) => `label_replace(${of}, "d", "$1", "x", ${regex})`),
    fc.tuple(tie('vector'), tie('scalar')).map(([of, least]) => `clamp_min(${of}, ${least})`),
    tie('scalar').map((inner) => `vector(${inner})`),
    tie('vector')
      .map((inner) => `absent(${inner}) # gone`)
      .map((inner) => `${inner}\n`),
  ),
  anything: fc.oneof(
    { depthIdentifier: 'query' },
    { weight: 8, arbitrary: tie('vector') },
    { weight: 2, arbitrary: tie('scalar') },
    { weight: 1, arbitrary: tie('matrix') },
    { weight: 1, arbitrary: fc.constantFrom('"text"', "'it'", '', 'and') },
  ),
})).vector;
