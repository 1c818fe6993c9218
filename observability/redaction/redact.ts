import { digitRun, redactCardNumbers } from './card-number';
import { CleanTexts } from './clean-texts';
import { cutText } from './cut-text';
import { redactEmails } from './email';
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
const credentials = `(?:bearer|basic)${group('\\s', '%20', '\\+')}{1,3}[\\w.~+/=-]{6,}`;
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

/**
 * JSON in base64, as web tokens and sessions are: `eyJ` is how `{"` begins. Whatever follows is taken along, so that a text full of
 * beginnings is passed through once; a pattern that wants an end looks for it from each of them anew.
 */
const encodedJson = /eyJ[\w-]{8,}(?:\.{1,2}[\w-]+){0,4}/g;

/** What is looked for, and left alone. Each is bounded, or takes all it has read: the time grows with the text, and no faster. */
export const lookedFor = { id, digitRun, credentials, apiToken, assignment, cvv } as const;

export const sensitive = new RegExp(`(${id})|(${digitRun})|${group(credentials, apiToken, assignment, cvv)}`, 'gi');

/**
 * Replaces card numbers, security codes, e-mail addresses, credentials and tokens inside a text; ids stay. What is longer than
 * telemetry needs is cut first, whoever sent it.
 */
export function redactText(given: string): string {
  // Nothing that is looked for is shorter; most values in telemetry are (methods, codes, states).
  if (given.length < 6 || known.has(given)) return given;
  const clean = redactAnew(given);
  if (clean === given) known.add(given);
  return clean;
}

const known = new CleanTexts(2_000);

function redactAnew(given: string): string {
  const text = cutText(given);
  const decoded = text.includes('eyJ') ? text.replace(encodedJson, redacted) : text;
  return redactEmails(decoded, redacted).replace(sensitive, (match: string, isId?: string, run?: string) => {
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
