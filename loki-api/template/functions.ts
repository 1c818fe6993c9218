import { byteSize, compiled, goDuration } from '@sightline/promql/logql';
import { lowered, raised, titled, trimmed } from '../labels/go-text';
import { replacedAll } from '../matching/replace';
import { TemplateFault } from './fault';
import { quotient, whole } from './numbers';
import { printed, sprintf } from './print';
import { goTruth, same } from './truth';
import type { Value } from './value';

export type Kind = 'text' | 'whole' | 'any';
export interface TemplateFunction {
  readonly takes: readonly Kind[];
  /** Of how many the last kind may come. */
  readonly variadic?: boolean;
  readonly call: (...given: readonly never[]) => Value;
}

const text = (value: Value) => printed(value);
const real = (value: Value): number => (typeof value === 'string' ? Number(value) || 0 : Number(value));
const runes = (value: string) => [...value];

const texts = (count: number, call: (...given: string[]) => Value): TemplateFunction => ({
  takes: Array<Kind>(count).fill('text'),
  call,
});
const counted = (call: (count: bigint, value: string) => Value): TemplateFunction => ({
  takes: ['whole', 'text'],
  call,
});
const wholes = (call: (...given: bigint[]) => bigint): TemplateFunction => ({
  takes: ['any'],
  variadic: true,
  call: (...given: Value[]) => BigInt.asIntN(64, call(...given.map(whole))),
});
const reals = (call: (...given: number[]) => number): TemplateFunction => ({
  takes: ['any'],
  variadic: true,
  call: (...given: Value[]) => call(...given.map(real)),
});
const compares = (call: (a: Value, b: Value) => boolean): TemplateFunction => ({ takes: ['any', 'any'], call });

const stripped = (value: string, set: string, from: 'both' | 'left' | 'right') => {
  const chars = new Set(runes(set));
  const of = runes(value);
  let [start, end] = [0, of.length];
  while (from !== 'right' && start < end && chars.has(of[start] ?? '')) start++;
  while (from !== 'left' && end > start && chars.has(of[end - 1] ?? '')) end--;
  return of.slice(start, end).join('');
};
const withoutPrefix = (value: string, prefix: string) =>
  value.startsWith(prefix) ? value.slice(prefix.length) : value;
const withoutSuffix = (value: string, suffix: string) =>
  suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
const indented = (spaces: bigint, value: string) => {
  const pad = ' '.repeat(bounded(spaces));
  return pad + value.replaceAll('\n', `\n${pad}`);
};

/** Long enough for any line, and no more: `repeat 1000000000` must not take the machine. */
const longest = 1_000_000;
function bounded(count: bigint): number {
  if (count < 0n || count > longest) throw new TemplateFault(`error calling repeat: ${count} is out of range`);
  return Number(count);
}
function repeated(count: bigint, value: string): string {
  bounded(count * BigInt(value.length));
  return value.repeat(bounded(count));
}

function aligned(count: bigint, value: string, side: 'left' | 'right'): string {
  const of = runes(value);
  if (count < 0n || Number(count) === of.length) return value;
  const pad = ' '.repeat(Math.max(0, bounded(count) - of.length));
  if (pad !== '') return side === 'left' ? value + pad : pad + value;
  return (side === 'left' ? of.slice(0, Number(count)) : of.slice(of.length - Number(count))).join('');
}

/** Each byte of a character that was cut is a replacement character, as Go writes it. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString();
  if (Buffer.byteLength(text) === bytes.length && !text.includes('\ufffd')) return text;
  let [whole, at] = ['', 0];
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const rune = bytes.subarray(at, at + length);
    const isWhole =
      lead < 0x80 || (lead >= 0xc2 && rune.length === length && rune.subarray(1).every((byte) => byte >> 6 === 2));
    whole += isWhole ? rune.toString() : '\ufffd';
    at += isWhole ? length : 1;
  }
  return whole;
}

/** By bytes, as the library sprig does: a cut inside a character leaves what is left of it unreadable there too. */
function truncated(count: bigint, value: string): string {
  const bytes = Buffer.from(value);
  const length = Number(count);
  if (length < 0 && bytes.length + length > 0) return textOf(bytes.subarray(bytes.length + length));
  return length >= 0 && bytes.length > length ? textOf(bytes.subarray(0, length)) : value;
}

/** By bytes, as `trunc`. */
function part(start: bigint, end: bigint, value: string): string {
  const bytes = Buffer.from(value);
  if (start < 0n) return textOf(bytes.subarray(0, Number(end)));
  if (end < 0n || Number(end) > bytes.length) return textOf(bytes.subarray(Number(start)));
  return textOf(bytes.subarray(Number(start), Number(end)));
}

function replaced(value: string, old: string, by: string, count: bigint): string {
  if (count < 0n) return value.replaceAll(old, () => by);
  const parts = value.split(old);
  const limit = Number(count) < parts.length - 1 ? Number(count) : parts.length - 1;
  return parts.reduce((whole, one, i) => whole + (i <= limit ? by : old) + one);
}

function rounded(value: Value, places: Value, given: Value = 0.5): number {
  const pow = 10 ** Number(places);
  const digit = pow * real(value);
  const fraction = digit - Math.trunc(digit);
  return (fraction >= real(given) ? Math.ceil(digit) : Math.floor(digit)) / pow;
}

const read = (value: string, as: 'bytes' | 'duration'): number => {
  const found = as === 'bytes' ? byteSize(value) : goDuration(value);
  if (found === undefined) throw new TemplateFault(`error calling ${as}: invalid ${as} "${value}"`);
  return as === 'bytes' ? found : found / 1e9;
};

export const functions: Readonly<Record<string, TemplateFunction>> = {
  ToLower: texts(1, (value = '') => lowered(value)),
  ToUpper: texts(1, (value = '') => raised(value)),
  Replace: {
    takes: ['text', 'text', 'text', 'whole'],
    call: (value: string, old: string, by: string, count: bigint) => replaced(value, old, by, count),
  },
  Trim: texts(2, (value = '', set = '') => stripped(value, set, 'both')),
  TrimLeft: texts(2, (value = '', set = '') => stripped(value, set, 'left')),
  TrimRight: texts(2, (value = '', set = '') => stripped(value, set, 'right')),
  TrimPrefix: texts(2, (value = '', prefix = '') => withoutPrefix(value, prefix)),
  TrimSuffix: texts(2, (value = '', suffix = '') => withoutSuffix(value, suffix)),
  TrimSpace: texts(1, (value = '') => trimmed(value)),
  regexReplaceAll: texts(3, (pattern = '', value = '', by = '') => replacedAll(compiled(pattern), value, by)),
  regexReplaceAllLiteral: texts(3, (pattern = '', value = '', by = '') =>
    replacedAll(
      compiled(pattern),
      value,
      by.replaceAll('$', () => '$$'),
    ),
  ),
  count: texts(2, (pattern = '', value = '') => {
    const matcher = compiled(pattern).matcher(value);
    let found = 0n;
    while (matcher.find()) found++;
    return found;
  }),
  urldecode: texts(1, (value = '') => {
    try {
      return decodeURIComponent(value.replaceAll('+', ' '));
    } catch {
      throw new TemplateFault(`error calling urldecode: invalid URL escape in "${value}"`);
    }
  }),
  urlencode: texts(1, (value = '') =>
    encodeURIComponent(value)
      .replaceAll('%20', '+')
      .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
  ),
  bytes: texts(1, (value = '') => read(value, 'bytes')),
  duration: texts(1, (value = '') => read(value, 'duration')),
  duration_seconds: texts(1, (value = '') => read(value, 'duration')),
  alignLeft: counted((count, value) => aligned(count, value, 'left')),
  alignRight: counted((count, value) => aligned(count, value, 'right')),
  b64enc: texts(1, (value = '') => Buffer.from(value).toString('base64')),
  b64dec: texts(1, (value = '') => Buffer.from(value, 'base64').toString()),
  lower: texts(1, (value = '') => lowered(value)),
  upper: texts(1, (value = '') => raised(value)),
  title: texts(1, (value = '') => titled(value)),
  trunc: counted(truncated),
  substr: { takes: ['whole', 'whole', 'text'], call: part },
  contains: texts(2, (piece = '', value = '') => value.includes(piece)),
  hasPrefix: texts(2, (prefix = '', value = '') => value.startsWith(prefix)),
  hasSuffix: texts(2, (suffix = '', value = '') => value.endsWith(suffix)),
  indent: counted(indented),
  nindent: counted((spaces, value) => `\n${indented(spaces, value)}`),
  replace: texts(3, (old = '', by = '', value = '') => value.replaceAll(old, () => by)),
  repeat: counted(repeated),
  trim: texts(1, (value = '') => trimmed(value)),
  trimAll: texts(2, (set = '', value = '') => stripped(value, set, 'both')),
  trimPrefix: texts(2, (prefix = '', value = '') => withoutPrefix(value, prefix)),
  trimSuffix: texts(2, (suffix = '', value = '') => withoutSuffix(value, suffix)),
  default: { takes: ['any', 'any'], call: (fallback: Value, value: Value) => (goTruth(value) ? value : fallback) },
  int: { takes: ['any'], call: whole },
  float64: { takes: ['any'], call: real },
  add: wholes((...given) => given.reduce((a, b) => a + b, 0n)),
  sub: wholes((a = 0n, b = 0n) => a - b),
  mul: wholes((...given) => given.reduce((a, b) => a * b, 1n)),
  div: wholes((a = 0n, b = 0n) => quotient(a, b, 'div')),
  mod: wholes((a = 0n, b = 0n) => a - quotient(a, b, 'mod') * b),
  max: wholes((...given) => given.reduce((a, b) => (b > a ? b : a))),
  min: wholes((...given) => given.reduce((a, b) => (b < a ? b : a))),
  addf: reals((...given) => given.reduce((a, b) => a + b, 0)),
  subf: reals((first = 0, ...given) => given.reduce((a, b) => a - b, first)),
  mulf: reals((...given) => given.reduce((a, b) => a * b, 1)),
  divf: reals((first = 0, ...given) => given.reduce((a, b) => a / b, first)),
  maxf: reals((...given) => Math.max(...given)),
  minf: reals((...given) => Math.min(...given)),
  ceil: { takes: ['any'], call: (value: Value) => Math.ceil(real(value)) },
  floor: { takes: ['any'], call: (value: Value) => Math.floor(real(value)) },
  round: { takes: ['any', 'any'], variadic: true, call: rounded },
  printf: {
    takes: ['text', 'any'],
    variadic: true,
    call: (format: string, ...given: Value[]) => sprintf(format, given),
  },
  print: { takes: ['any'], variadic: true, call: (...given: Value[]) => given.map(text).join('') },
  println: { takes: ['any'], variadic: true, call: (...given: Value[]) => `${given.map(text).join(' ')}\n` },
  len: texts(1, (value = '') => BigInt(Buffer.byteLength(value))),
  not: { takes: ['any'], call: (value: Value) => !goTruth(value) },
  and: {
    takes: ['any'],
    variadic: true,
    call: (...given: Value[]) => given.find((one) => !goTruth(one)) ?? given.at(-1) ?? '',
  },
  or: { takes: ['any'], variadic: true, call: (...given: Value[]) => given.find(goTruth) ?? given.at(-1) ?? '' },
  eq: {
    takes: ['any', 'any'],
    variadic: true,
    call: (first: Value, ...others: Value[]) => others.some((other) => same(first, other, 'eq')),
  },
  ne: compares((a, b) => !same(a, b, 'ne')),
  lt: compares((a, b) => !same(a, b, 'lt') && a < b),
  le: compares((a, b) => same(a, b, 'le') || a < b),
  gt: compares((a, b) => !same(a, b, 'gt') && a > b),
  ge: compares((a, b) => same(a, b, 'ge') || a > b),
};
