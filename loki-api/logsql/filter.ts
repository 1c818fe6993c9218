import { type LabelFilter, type LineFilterOp, type Matcher, type Stage, wholeMatch } from '@sightline/promql/logql';
import { simplified, type TextTest } from '../matching/simplified';
import { filledIn, isScientific, streamFields } from '../victorialogs/entry';
import type { Fields } from '../victorialogs/fields';
import { withoutDots } from './pattern';
import { escapedPattern, quoted } from './quote';

/** Lets through at least what is asked for; if `exact`, nothing else. An empty `logsql` lets everything through. */
export interface Filter {
  readonly logsql: string;
  readonly exact: boolean;
}

const anything: Filter = { logsql: '', exact: true };
const unknown: Filter = { logsql: '', exact: false };
const nothing: Filter = { logsql: '!*', exact: true };

/** The lines of the streams that these matchers select. */
export function streamFilter(matchers: readonly Matcher[]): Filter {
  return all(
    matchers.map((matcher) => {
      const field = Object.keys(streamFields).find((name) => streamFields[name] === matcher.label);
      // No stream has such a label: each is as if it were empty.
      if (field === undefined) return wholeMatch(matcher)('') ? anything : nothing;
      const { op, value } = matcher;
      const positive =
        op === '=' || op === '!='
          ? `${quoted(field)}:=${quoted(value)}`
          : `${quoted(field)}:~${quoted(`^(?s:${value})$`)}`;
      return { logsql: op.startsWith('!') ? `!${positive}` : positive, exact: true };
    }),
  );
}

/** The same as an index of streams is asked, where that is possible: to be quick, never to be exact. */
export function streamSelector(matchers: readonly Matcher[]): string {
  const parts = matchers.flatMap(({ label, op, value }) => {
    const field = Object.keys(streamFields).find((name) => streamFields[name] === label);
    if (field === undefined || op.startsWith('!')) return [];
    if (op === '=') return value === '' ? [] : [`${quoted(field)}=${quoted(value)}`];
    return [];
  });
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

/** What can be asked of a pipeline before any of it is run here. */
export function pipelineFilter(stages: readonly Stage[], fields: Fields): Filter {
  const filters: Filter[] = [];
  let [line, labels] = [true, true];
  for (const stage of stages) {
    if (stage.kind === 'line filter') filters.push(line ? lineFilter(stage.op, stage.texts) : unknown);
    else if (stage.kind === 'label filter') filters.push(labels ? labelFilter(stage.filter, fields) : unknown);
    else {
      filters.push(unknown);
      if (stage.kind === 'line_format' || stage.kind === 'decolorize') line = false;
      else labels = false;
    }
  }
  return all(filters);
}

export function all(filters: readonly Filter[]): Filter {
  const parts = filters.flatMap(({ logsql }) => (logsql === '' ? [] : [logsql]));
  return { logsql: parts.join(' '), exact: filters.every(({ exact }) => exact) };
}

function lineFilter(op: LineFilterOp, texts: readonly string[]): Filter {
  const tests = texts.map((text) =>
    op === '|=' || op === '!=' ? contains('_msg', text, false) : regular('_msg', text, 'line'),
  );
  const positive = either(tests);
  return op.startsWith('!') ? not(positive) : positive;
}

function labelFilter(filter: LabelFilter, fields: Fields): Filter {
  switch (filter.kind) {
    case 'and': {
      const [left, right] = [labelFilter(filter.left, fields), labelFilter(filter.right, fields)];
      // The right side is looked at even where the left fails, for its errors: only what cannot err is left to VictoriaLogs.
      const both = all([left, right]);
      return { ...both, exact: left.exact && right.exact };
    }
    case 'or':
      return either([labelFilter(filter.left, fields), labelFilter(filter.right, fields)]);
    case 'compares': {
      const names = certain(filter.label, fields);
      // A line without the label is left out, whatever it would be compared with.
      return names === undefined ? unknown : { ...either(names.map((name) => present(name))), exact: false };
    }
    case 'matches':
      return matches(filter.matcher, fields);
  }
}

/** The fields whose value a label has; undefined where something else may have a say in it. */
function certain(label: string, fields: Fields): readonly string[] | undefined {
  if (label.endsWith('_extracted') || label.startsWith('__')) return undefined;
  const names = fields.of(label);
  return names.some((name) => filledIn.some((filled) => filled === name)) ? undefined : names;
}

/** For one matcher of a label filter. Exact only if one field alone can be meant. */
function matches({ label, op, value }: Matcher, fields: Fields): Filter {
  const names = certain(label, fields);
  if (names === undefined) return unknown;
  const [only] = names;
  if (only === undefined) return absent({ label, op, value });
  const test = (name: string): Filter =>
    op === '=' || op === '!='
      ? { logsql: `${quoted(name)}:=${quoted(value)}`, exact: true }
      : regular(name, value, 'label');
  // A large or small number is written in another way there.
  if (isScientific(value)) return unknown;
  if (names.length === 1) return op.startsWith('!') ? not(test(only)) : test(only);
  if (op.startsWith('!') || value === '') return unknown;
  const any = either(names.map(test));
  return { logsql: any.logsql, exact: false };
}

/** No line has the label. */
function absent({ op, value }: Matcher): Filter {
  const test = op === '=' || op === '!=' ? value === '' : holds(simplified(value, 'label'), value);
  return test === op.startsWith('!') ? nothing : anything;
}

function holds(test: TextTest | undefined, pattern: string): boolean {
  if (test === undefined) return wholeMatch({ op: '=~', value: pattern })('');
  if (test.kind === 'any') return test.of.some((one) => holds(one, pattern));
  return test.kind === 'always';
}

function regular(field: string, pattern: string, of: 'label' | 'line'): Filter {
  const test = simplified(pattern, of);
  if (test !== undefined) return textFilter(field, test);
  const plain = withoutDots(pattern);
  if (plain === undefined) return unknown;
  return { logsql: `${quoted(field)}:~${quoted(of === 'label' ? `^(?:${plain})$` : plain)}`, exact: true };
}

function textFilter(field: string, test: TextTest): Filter {
  switch (test.kind) {
    case 'always':
      return anything;
    case 'present':
      return present(field);
    case 'equals':
      return test.fold
        ? { logsql: `${quoted(field)}:~${quoted(`^(?i:${escapedPattern(test.text)})$`)}`, exact: false }
        : { logsql: `${quoted(field)}:=${quoted(test.text)}`, exact: true };
    case 'contains':
      return contains(field, test.text, test.fold);
    case 'any':
      return either(test.of.map((one) => textFilter(field, one)));
  }
}

/** Of the line itself an asterisk would let everything through. */
const present = (field: string): Filter => ({ logsql: `!${quoted(field)}:=""`, exact: true });

function contains(field: string, text: string, fold: boolean): Filter {
  if (text === '') return anything;
  return fold
    ? { logsql: `${quoted(field)}:~${quoted(`(?i:${escapedPattern(text)})`)}`, exact: false }
    : { logsql: `${quoted(field)}:*${quoted(text)}*`, exact: true };
}

function either(filters: readonly Filter[]): Filter {
  const exact = filters.every((filter) => filter.exact);
  if (filters.some(({ logsql }) => logsql === '')) return { logsql: '', exact };
  const [only] = filters;
  if (only === undefined) return nothing;
  return {
    logsql: filters.length === 1 ? only.logsql : `(${filters.map(({ logsql }) => `(${logsql})`).join(' or ')})`,
    exact,
  };
}

/** Of what lets too much through, the opposite would let too little. */
function not({ logsql, exact }: Filter): Filter {
  if (!exact) return unknown;
  return logsql === '' ? nothing : { logsql: `!(${logsql})`, exact };
}
