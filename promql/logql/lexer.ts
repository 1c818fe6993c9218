import { anyDuration, prometheusDuration } from '../durations';
import { unquoted } from '../string-literal';
import { byteSize } from './byte-size';
import { ParseError } from './errors';

export interface Token {
  /** The operator or word itself for those that mean something; otherwise one of the names Loki gives. */
  readonly type: string;
  readonly text: string;
  readonly value?: string | number;
  readonly at: { readonly line: number; readonly column: number };
}

const operators = [
  '|=',
  '|~',
  '|>',
  '!=',
  '!~',
  '!>',
  '=~',
  '==',
  '>=',
  '<=',
  '|',
  '=',
  '>',
  '<',
  '{',
  '}',
  '(',
  ')',
  ',',
  '.',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  ']',
];

const words = new Set(
  `by without bool label_replace offset on ignoring group_left group_right or and unless json regexp logfmt unpack
   pattern label_format line_format unwrap ip decolorize drop keep variants of`.split(/\s+/),
);

/** Words only where a parenthesis follows, or a grouping; names of labels elsewhere. */
const functions = new Set(
  `rate rate_counter count_over_time bytes_rate bytes_over_time avg_over_time sum_over_time min_over_time
   max_over_time stdvar_over_time stddev_over_time quantile_over_time first_over_time last_over_time absent_over_time
   vector sum avg max min count stddev stdvar bottomk topk sort sort_desc label_replace approx_topk bytes duration
   duration_seconds ip`.split(/\s+/),
);
const called = /^\s*(?:\(|(?:by|without)\s*\()/iu;

const blank = /(?:\s|#[^\n]*(?![^\n]))+/y;
const identifier = /[\p{L}_][\p{L}_\p{Nd}]*/uy;
const number = /(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y;
const durationTail = /[\d.nuµmshdwy]+/y;
const bytesTail = /[\d.BikKMGTP]+/y;
const text = /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y;
/** A character of Go: no text. */
const character = /'(?:[^'\\\n]|\\[^\n])*'/y;
const flag = /--(?:strict|keep-empty)(?![\w-])/y;
const range = /\[([^\]]*)\]/y;

/** Longest query that is read at all, in bytes: Loki's own bound. */
const mostBytes = 131_072;

/** @throws {ParseError} */
export function tokens(query: string): readonly Token[] {
  const size = Buffer.byteLength(query);
  if (size >= mostBytes) throw new ParseError(`input size too long (${size} > ${mostBytes})`);
  const found: Token[] = [];
  let position = 0;
  /** Where a token stands is worked out when somebody asks. */
  const placed = (token: Omit<Token, 'at'>, from: number): Token => ({
    ...token,
    get at() {
      return placeOf(query, from);
    },
  });
  const read = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(query)?.[0];
  };
  while (position <= query.length) {
    position += read(blank)?.length ?? 0;
    const from = position;
    if (position === query.length) {
      found.push(placed({ type: '$end', text: '' }, from));
      break;
    }
    const token = next();
    found.push(placed(token, from));
    position += token.text.length;

    function next(): Omit<Token, 'at'> {
      const literal = read(text);
      if (literal !== undefined) {
        const value = unquoted(literal);
        if (value === undefined) throw new ParseError('invalid syntax', placeOf(query, from));
        return { type: 'STRING', text: literal, value };
      }
      const char = read(character);
      if (char !== undefined) return { type: 'IDENTIFIER', text: char, value: char };
      if (/["'`]/.test(query[position] ?? '')) throw new ParseError('literal not terminated', placeOf(query, from));
      const window = read(range);
      if (window !== undefined) {
        const value = prometheusDuration(window.slice(1, -1));
        if (value === undefined) {
          const body = window.slice(1, -1);
          throw new ParseError(
            body === '' ? 'empty duration string' : `not a valid duration string: "${body}"`,
            placeOf(query, from),
          );
        }
        return { type: 'RANGE', text: window, value };
      }
      if (query[position] === '[') throw new ParseError("missing closing ']' in duration", placeOf(query, from));
      const option = read(flag);
      if (option !== undefined) return { type: 'FUNCTION_FLAG', text: option };
      const quantity = numeric();
      if (quantity !== undefined) return quantity;
      const name = read(identifier);
      if (name !== undefined) {
        const word = name.toLowerCase();
        const isFunction = functions.has(word);
        if (isFunction && called.test(query.slice(position + name.length, position + name.length + 200)))
          return { type: word, text: name };
        if (words.has(word) && !isFunction) return { type: word, text: name };
        return { type: 'IDENTIFIER', text: name, value: name };
      }
      const operator = operators.find((candidate) => query.startsWith(candidate, position));
      if (operator !== undefined) return { type: operator, text: operator };
      const odd = String.fromCodePoint(query.codePointAt(position) ?? 0);
      return { type: 'IDENTIFIER', text: odd, value: odd };
    }

    /** A number, a duration or a size. A duration may have a sign, other numbers have it as an operator. */
    function numeric(): Omit<Token, 'at'> | undefined {
      const sign = query[position] === '-' ? '-' : '';
      const from = position + sign.length;
      number.lastIndex = from;
      const digits = number.exec(query)?.[0];
      if (digits === undefined) return undefined;
      for (const [type, pattern, value] of [
        ['DURATION', durationTail, anyDuration],
        ['BYTES', bytesTail, byteSize],
      ] as const) {
        pattern.lastIndex = from + digits.length;
        const tail = pattern.exec(query)?.[0];
        if (tail === undefined || (sign !== '' && type === 'BYTES')) continue;
        const whole = `${sign}${digits}${tail}`;
        const read = value(whole);
        if (read !== undefined) return { type, text: whole, value: read };
      }
      return sign === '' ? { type: 'NUMBER', text: digits, value: Number(digits) } : undefined;
    }
  }
  return found;
}

function placeOf(query: string, position: number): Token['at'] {
  const before = query.slice(0, position);
  const line = before.split('\n').length;
  return { line, column: [...before.slice(before.lastIndexOf('\n') + 1)].length + 1 };
}
