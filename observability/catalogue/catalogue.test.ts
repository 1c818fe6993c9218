import { describe, expect, expectTypeOf, test } from 'vitest';
import { counterOf, gaugeOf, histogramOf, isOpen, logEventOf, open, spanOf } from './declare';
import { composeCatalogues, defineCatalogue, InvalidCatalogue, isDeclaredAttribute, onCatalogue } from './define';
import { libraryCatalogue } from './library';
import type { AttributesOf } from './names';

let made = 0;
const fresh = () => `test-${made++}`;
const described = { description: 'For this test', unit: '1' } as const;
const counted = (name: string) => counterOf({ name, ...described });
const spanned = (name: string, attributes: readonly string[] = []) =>
  spanOf({ name, kind: 'internal', description: 'For this test', attributes });
const told = (name: string, attributes: readonly string[] = []) =>
  logEventOf({ name, level: 'info', message: 'So it is', description: 'For this test', attributes });

function problemsOf(define: () => unknown): readonly string[] {
  try {
    define();
  } catch (error) {
    if (error instanceof InvalidCatalogue) return error.problems;
    throw error;
  }
  return [];
}

describe('a catalogue', () => {
  const paint = defineCatalogue({
    name: 'paint',
    emittedBy: ['painter'],
    uses: [libraryCatalogue],
    metrics: { pots: counterOf({ name: 'paint_pots_total', unit: '{pot}', description: 'Pots used' }) },
    spans: {
      stroke: spanOf({
        name: 'stroke {paint.colour}',
        kind: 'internal',
        description: 'One stroke',
        attributes: ['paint.colour', 'paint.layers', 'error.type'],
      }),
    },
    attributes: {
      'paint.colour': { type: 'string', description: 'Which', values: ['red', 'blue'] },
      'paint.layers': { type: 'int', description: 'How many' },
    },
  });

  test('says who emits what it declares', () => {
    expect(paint.metrics.pots.emittedBy).toEqual(['painter']);
    expect(libraryCatalogue.metrics.spansEnded.emittedBy).toBeUndefined();
  });

  test('gives its spans the types of their attributes, and no others', () => {
    type Attributes = AttributesOf<typeof paint.spans.stroke>;
    expectTypeOf<Attributes>().toEqualTypeOf<{
      readonly 'paint.colour'?: 'red' | 'blue' | undefined;
      readonly 'paint.layers'?: number | undefined;
      readonly 'error.type'?: string | undefined;
    }>();
  });

  test('is known to its process from then on', () => {
    expect(isDeclaredAttribute('paint.colour')).toBe(true);
    const heard: string[] = [];
    onCatalogue(({ name }) => heard.push(name));
    const name = fresh();
    defineCatalogue({ name });

    expect(heard).toEqual(expect.arrayContaining(['paint', 'runtime']));
    expect(heard.at(-1)).toBe(name);
  });

  test('may be defined again as it is, when its module is loaded twice, and not as another', () => {
    const name = fresh();
    const metrics = { again: counted('test_again_total') };
    defineCatalogue({ name, metrics });

    expect(problemsOf(() => defineCatalogue({ name, metrics }))).toEqual([]);
    expect(problemsOf(() => defineCatalogue({ name }))).toEqual([
      `another catalogue is called '${name}' already: give this one a name of its own`,
    ]);
  });

  test.each([
    [
      'a metric of the library',
      { metrics: { mine: counted('telemetry_spans_ended_total') } },
      'telemetry_spans_ended_total',
    ],
    [
      'a span of the library',
      { spans: { mine: { ...spanned('{db.query.summary}', ['db.query.summary']), kind: 'client' } } },
      '{db.query.summary} (client)',
    ],
    [
      'an attribute of the library',
      { attributes: { 'error.type': { type: 'string', description: 'Mine' } } },
      'error.type',
    ],
    ['a log event of the library', { logEvents: { mine: told('service.failed') } }, 'service.failed'],
  ] as const)('that declares %s again is refused, and leaves nothing behind', (_, declarations, said) => {
    const name = fresh();
    const problems = problemsOf(() => defineCatalogue({ name, uses: [libraryCatalogue], ...(declarations as object) }));

    expect(problems.join()).toContain(`'${said}'`);
    expect(problems.join()).toContain(`declared twice: in `);
    expect(problemsOf(() => defineCatalogue({ name }))).toEqual([]);
  });

  test('that declares a name twice is refused with every one of them', () => {
    const metrics = { one: counted('test_same_total'), other: counted('test_same_total') };
    const spans = { one: spanned('same'), other: spanned('same') };

    expect(problemsOf(() => defineCatalogue({ name: 'twice', metrics, spans }))).toEqual([
      "the metric 'test_same_total' is declared twice: in 'twice'",
      "the span 'same (internal)' is declared twice: in 'twice'",
    ]);
  });

  test.each([
    [{ metrics: { m: counted('has-dashes_total') } }, 'is no name of letters'],
    [{ metrics: { m: counted('things') } }, 'whose name ends in _total'],
    [{ metrics: { m: gaugeOf({ name: 'things_total', ...described }) } }, 'is no counter'],
    [{ metrics: { m: histogramOf({ name: 'things', ...described, buckets: [2, 1] }) } }, 'buckets that do not grow'],
    [{ metrics: { m: histogramOf({ name: 'things', ...described, buckets: [] }) } }, 'buckets that do not grow'],
    [{ metrics: { m: gaugeOf({ name: 'things', ...described, labels: { 'a.b': ['c'] } }) } }, "the label 'a.b'"],
    [{ metrics: { m: gaugeOf({ name: 'things', ...described, labels: { le: ['c'] } }) } }, "the label 'le'"],
    [{ metrics: { m: gaugeOf({ name: 'things', ...described, labels: { a: open(0, 'c') } }) } }, 'may have no value'],
    [{ spans: { s: spanned('work', ['nobody.knows']) } }, "the attribute 'nobody.knows', which is not declared"],
    [{ spans: { s: spanned('work {who}') } }, "named by 'who', which is none of its attributes"],
    [{ logEvents: { l: told('was.done', ['nobody.knows']) } }, "the attribute 'nobody.knows', which is not declared"],
  ])('that no store could take is refused: %#', (declarations, said) => {
    expect(problemsOf(() => defineCatalogue({ name: 'wrong', ...(declarations as object) })).join()).toContain(said);
  });
});

describe('several catalogues', () => {
  const one = defineCatalogue({ name: fresh(), metrics: { first: counted('test_first_total') } });
  const other = defineCatalogue({ name: fresh(), spans: { second: spanned('second') } });

  test('compose to one', () => {
    const both = composeCatalogues('both', one, other, composeCatalogues('more', one));

    expect(both.metrics.first).toBe(one.metrics.first);
    expect(both.spans.second).toBe(other.spans.second);
    expect(both.parts).toEqual([one, other]);
  });

  test('that declare the same do not', () => {
    // As of another process, which does not know the first.
    const same = { ...one, name: 'same' };
    const again = { ...same, parts: [same] };

    expect(problemsOf(() => composeCatalogues('both', one, again as typeof one))).toEqual([
      `the metric 'test_first_total' is declared twice: in '${one.name}' and 'same'`,
      `the key 'first' of metrics is declared twice: in '${one.name}' and 'same'`,
    ]);
  });
});

describe('the library', () => {
  test.each(Object.values(libraryCatalogue.metrics))('has few values for the labels of $name', ({ name, labels }) => {
    for (const [key, label] of Object.entries(labels)) {
      expect(isOpen(label) ? label.limit : label.length).toBeLessThanOrEqual(64);
      expect(/(?:^|_)id$/.test(key) && name !== 'target_info', `${key} of ${name}`).toBe(false);
    }
  });

  test('has one text for each log event, in which no value stands', () => {
    for (const { name, message } of Object.values(libraryCatalogue.logEvents))
      expect(message, name).not.toMatch(/[{}%$]/);
  });
});
