import { ParseError, Unsupported } from './errors';
import { checkLabelPattern, checkLinePattern, checkNamedGroups } from './patterns';
import type {
  CompareOp,
  Extraction,
  LabelFilter,
  LabelFormat,
  LineFilterOp,
  Matcher,
  MatchOp,
  NamedLabel,
  Stage,
} from './syntax';
import type { TokenReader } from './token-reader';

const matchOps = ['=', '!=', '=~', '!~'] as const;
const lineOps = ['|=', '!=', '|~', '!~', '|>', '!>'] as const;

export const startsLineFilter = (reader: TokenReader): boolean => reader.is(...lineOps);

export function selector(reader: TokenReader): readonly Matcher[] {
  reader.expect('{');
  const matchers: Matcher[] = [];
  if (reader.accept('}')) return matchers;
  do matchers.push(matcher(reader));
  while (reader.accept(','));
  reader.expect(',', '}');
  return matchers;
}

function matcher(reader: TokenReader): Matcher {
  const label = reader.name();
  const op = reader.expect(...matchOps).type as MatchOp;
  const value = reader.text();
  if (op === '=~' || op === '!~') checkLabelPattern(value);
  return { label, op, value };
}

/** One stage, its pipe included. `unwrap` is left to who reads ranges. */
export function stage(reader: TokenReader): Stage {
  if (startsLineFilter(reader)) return lineFilter(reader);
  reader.expect('|');
  switch (reader.peek().type) {
    case 'json':
      reader.next();
      return { kind: 'json', extractions: extractions(reader) };
    case 'logfmt': {
      reader.next();
      const flags = new Set<string>();
      for (let flag = reader.accept('FUNCTION_FLAG'); flag; flag = reader.accept('FUNCTION_FLAG')) flags.add(flag.text);
      return {
        kind: 'logfmt',
        strict: flags.has('--strict'),
        keepEmpty: flags.has('--keep-empty'),
        extractions: extractions(reader),
      };
    }
    case 'regexp': {
      reader.next();
      const pattern = reader.text();
      checkNamedGroups(pattern);
      return { kind: 'regexp', pattern };
    }
    case 'unpack':
      throw new Unsupported('the parser unpack');
    case 'pattern':
      throw new Unsupported('the parser pattern');
    case 'line_format':
      reader.next();
      return { kind: 'line_format', template: reader.text() };
    case 'label_format':
      reader.next();
      return { kind: 'label_format', formats: labelFormats(reader) };
    case 'decolorize':
      reader.next();
      return { kind: 'decolorize' };
    case 'drop':
    case 'keep': {
      const kind = reader.next().type as 'drop' | 'keep';
      return { kind, labels: list(reader, namedLabel) };
    }
    case 'IDENTIFIER':
    case '(':
      return { kind: 'label filter', filter: labelFilter(reader) };
    default:
      return reader.fail();
  }
}

function lineFilter(reader: TokenReader): Stage {
  const op = reader.expect(...lineOps).type;
  if (op === '|>' || op === '!>') throw new Unsupported(`the line filter ${op}`);
  const texts = [lineFilterText(reader)];
  while (reader.accept('or')) texts.push(lineFilterText(reader));
  if (op === '|~' || op === '!~') for (const text of texts) checkLinePattern(text);
  return { kind: 'line filter', op: op as LineFilterOp, texts };
}

function lineFilterText(reader: TokenReader): string {
  if (reader.is('ip')) throw new Unsupported('the line filter ip()');
  return reader.text();
}

function list<Item>(reader: TokenReader, item: (reader: TokenReader) => Item): Item[] {
  const items: Item[] = [];
  do items.push(item(reader));
  while (reader.accept(','));
  return items;
}

function extractions(reader: TokenReader): readonly Extraction[] {
  if (!reader.is('IDENTIFIER')) return [];
  return list(reader, () => {
    const label = reader.name();
    return { label, from: reader.accept('=') ? reader.text() : label };
  });
}

function labelFormats(reader: TokenReader): readonly LabelFormat[] {
  const formats = list(reader, (): LabelFormat => {
    const label = reader.name();
    reader.expect('=');
    return reader.is('STRING') ? { label, template: reader.text() } : { label, rename: reader.name() };
  });
  const names = new Set<string>();
  for (const { label } of formats) {
    if (label === '__error__') throw new ParseError(`${label} cannot be formatted`);
    if (names.has(label))
      throw new ParseError(`multiple label name '${label}' not allowed in a single format operation`);
    names.add(label);
  }
  return formats;
}

function namedLabel(reader: TokenReader): NamedLabel {
  const next = reader.peek(1).type;
  if (matchOps.some((op) => op === next)) {
    const given = matcher(reader);
    return { label: given.label, matcher: given };
  }
  return { label: reader.name() };
}

/**
 * `and` binds more closely than `or`; after a comma, or no word at all, everything that follows belongs together:
 * `a, b or c` is `a and (b or c)`, as Loki reads it.
 */
export function labelFilter(reader: TokenReader): LabelFilter {
  return reader.nested(() => orFilters(reader));
}

function rest(reader: TokenReader, left: LabelFilter): LabelFilter {
  if (reader.accept(',') || reader.is('IDENTIFIER', '(')) return { kind: 'and', left, right: labelFilter(reader) };
  return left;
}

function orFilters(reader: TokenReader): LabelFilter {
  let left = andFilters(reader);
  while (reader.accept('or')) left = { kind: 'or', left, right: andFilters(reader) };
  return left;
}

function andFilters(reader: TokenReader): LabelFilter {
  let left = rest(reader, oneFilter(reader));
  while (reader.accept('and')) left = { kind: 'and', left, right: rest(reader, oneFilter(reader)) };
  return left;
}

const compareOps: Readonly<Record<string, CompareOp>> = {
  '=': '==',
  '==': '==',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};
const quantities = { NUMBER: 'number', DURATION: 'duration', BYTES: 'bytes' } as const;

function oneFilter(reader: TokenReader): LabelFilter {
  if (reader.accept('(')) {
    const inner = labelFilter(reader);
    reader.expect(')');
    return inner;
  }
  const operator = reader.peek(1).type;
  const operand = reader.peek(2).type;
  if (operand === 'STRING' && matchOps.some((op) => op === operator))
    return { kind: 'matches', matcher: matcher(reader) };
  const label = reader.name();
  const op = compareOps[reader.expect('=~', '!~', ...Object.keys(compareOps)).type];
  if (op === undefined) return reader.fail('STRING');
  if (reader.is('ip')) throw new Unsupported('the label filter ip()');
  const sign = reader.accept('+', '-')?.type === '-' ? -1 : 1;
  const { type, value } = reader.expect('NUMBER', 'DURATION', 'BYTES');
  const as = quantities[type as keyof typeof quantities];
  return { kind: 'compares', label, op, as, value: sign * Number(value) };
}
