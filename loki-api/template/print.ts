import { goQuoted } from '../labels/go-text';
import type { Value } from './value';

/** A float as Go prints it by itself: the shortest digits, an exponent from 1e21 on. */
export function printedFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Object.is(value, -0) ? '-0' : String(value);
}

export const printed = (value: Value): string => (typeof value === 'number' ? printedFloat(value) : String(value));

const kindName = (value: Value) =>
  typeof value === 'bigint'
    ? 'int64'
    : typeof value === 'number'
      ? 'float64'
      : typeof value === 'boolean'
        ? 'bool'
        : 'string';

/** Go's `fmt.Sprintf`, for the verbs that fit texts and numbers. */
export function sprintf(format: string, given: readonly Value[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+ 0#]*)([1-9]\d*)?(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width?: string, precision?: string, verb = '') => {
      if (verb === '%') return '%';
      const value = given[next++];
      if (value === undefined) return `%!${verb}(MISSING)`;
      const places = precision === undefined ? undefined : Math.min(Number(precision), 100);
      const shown = formatted(verb, value, places, flags) ?? `%!${verb}(${kindName(value)}=${printed(value)})`;
      return padded(shown, Math.min(Number(width ?? 0), 10_000), flags, typeof value !== 'string');
    },
  );
  const left = given.slice(next);
  return left.length === 0
    ? text
    : `${text}%!(EXTRA ${left.map((one) => `${kindName(one)}=${printed(one)}`).join(', ')})`;
}

function formatted(verb: string, value: Value, places: number | undefined, flags: string): string | undefined {
  const sign = (shown: string) => (flags.includes('+') && !shown.startsWith('-') ? `+${shown}` : shown);
  switch (verb) {
    case 'v':
      return printed(value);
    case 's':
      return typeof value === 'string'
        ? places === undefined
          ? value
          : [...value].slice(0, places).join('')
        : undefined;
    case 'q':
      return typeof value === 'string' ? goQuoted(value) : undefined;
    case 'd':
      return typeof value === 'bigint' ? sign(String(value)) : undefined;
    case 'x':
    case 'X': {
      const hex =
        typeof value === 'bigint'
          ? value.toString(16)
          : typeof value === 'string'
            ? Buffer.from(value).toString('hex')
            : undefined;
      return verb === 'X' ? hex?.toUpperCase() : hex;
    }
    case 'f':
    case 'F':
      return typeof value === 'number' ? sign(fixed(value, places ?? 6)) : undefined;
    case 'e':
      return typeof value === 'number'
        ? sign(value.toExponential(places ?? 6).replace(/e([+-])(\d)$/, 'e$10$2'))
        : undefined;
    case 'g':
      return typeof value === 'number'
        ? sign(places === undefined ? printed(value) : String(Number(value.toPrecision(places))))
        : undefined;
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined;
    default:
      return undefined;
  }
}

/** Go rounds what lies exactly in the middle to the even digit. */
function fixed(value: number, places: number): string {
  const scaled = Math.abs(value) * 10 ** places;
  const isMiddle = scaled < 2 ** 52 && scaled % 1 === 0.5 && scaled / 10 ** places === Math.abs(value);
  if (!isMiddle) return value.toFixed(places);
  const even = 2 * Math.round(scaled / 2);
  return ((Math.sign(value) * even) / 10 ** places).toFixed(places);
}

function padded(shown: string, width: number, flags: string, isNumber: boolean): string {
  const missing = Math.max(0, width - [...shown].length);
  if (flags.includes('-')) return shown + ' '.repeat(missing);
  if (flags.includes('0') && isNumber) {
    const sign = /^[+-]/.test(shown) ? shown.slice(0, 1) : '';
    return sign + '0'.repeat(missing) + shown.slice(sign.length);
  }
  return ' '.repeat(missing) + shown;
}
