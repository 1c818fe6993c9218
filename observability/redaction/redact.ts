import { digitRun, redactCardNumbers } from './card-number';
import { isSecretKey } from './secret-key';

export const redacted = '[redacted]';

const group = (...alternatives: string[]) => `(?:${alternatives.join('|')})`;
const quote = '["\'\\\\]{0,3}';
const equals = group('=', ':', '%3D', '%3A');

// Ids come first, so that one in which many digits follow each other is not taken for a card number.
const id = group(
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  '[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}',
  '(?<![0-9a-z])(?:[0-9a-f]{32}|(?=\\d*[a-f])[0-9a-f]{16,64})(?![0-9a-z])',
);
const email = '[\\w.%+-]{1,64}(?:@|%40)(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}';
const credentials = `(?:bearer|basic)${group('\\s', '%20', '\\+')}{1,3}[\\w.~+/=-]{6,}`;
const jwt = 'eyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?';
const apiToken = group(
  '[spr]k_(?:live|test)_\\w{8,}',
  'gh[opsu]_\\w{20,}',
  'xox[abprs]-[\\w-]{10,}',
  'AKIA[0-9A-Z]{16}',
  'glpat-[\\w-]{16,}',
);
const secretName = group(
  'pass(?:word|wd|phrase)?',
  'secret',
  'api[_-]?key',
  '(?:[a-z]+[_-]?)?token',
  'authorization',
  'card[_-]?number',
);
const assignment = `\\b${secretName}${quote}\\s?${equals}\\s?${quote}[^\\s"'\\\\&,;})]{3,}`;
const cvv = `\\b(?:cvv2?|cvc2?|csc|security[ _-]?code)${quote}\\s{0,2}(?:${equals}|is)?\\s{0,2}${quote}\\d{3,4}(?!\\d)`;

const sensitive = new RegExp(
  `(${id})|(${digitRun})|${group(credentials, jwt, apiToken, assignment, cvv, email)}`,
  'gi',
);

/** Replaces card numbers, security codes, e-mail addresses, credentials and tokens inside a text; ids stay. */
export function redactText(text: string): string {
  // Nothing that is looked for is shorter; most values in telemetry are (methods, codes, states).
  if (text.length < 6) return text;
  return text.replace(sensitive, (match: string, isId?: string, run?: string) => {
    if (isId !== undefined) return match;
    return run === undefined ? redacted : redactCardNumbers(run, redacted);
  });
}

/** The value of one attribute or field, with what is secret or personal replaced. Other types pass unchanged. */
export function redactValue<T>(key: string, value: T): T | string {
  if (isSecretKey(key)) return redacted;
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') return value >= 1e12 && redactText(String(value)) === redacted ? redacted : value;
  if (Array.isArray(value)) {
    const clean = value.map((item) => redactValue(key, item));
    return clean.some((item, index) => item !== value[index]) ? (clean as T) : value;
  }
  return value;
}
