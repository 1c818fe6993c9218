import { accessSync, constants } from 'node:fs';
import { type PairCheck, readPairs, writePairs } from './pairs';

/** What a variable accepts, as a reading and as words for the person who got it wrong. */
export interface Acceptance {
  readonly accepted: string;
  readonly read: (value: string) => Reading;
}

export interface Reading {
  /** The value in the one spelling that every reader of the variable understands; none when nothing of it is accepted. */
  readonly value: string | undefined;
  /** The parts that are not accepted. */
  readonly bad: readonly string[];
}

/** Taken whole or not at all. */
const whole = (
  accepted: string,
  accepts: (value: string) => boolean,
  spelled = (value: string) => value,
): Acceptance => ({
  accepted,
  read: (value) => (accepts(spelled(value)) ? { value: spelled(value), bad: [] } : { value: undefined, bad: [value] }),
});

const lowerCase = (value: string) => value.toLowerCase();

/** The specification: enumerations are read without regard to case. */
export const oneOf = (...values: readonly string[]): Acceptance =>
  whole(`one of ${values.join(', ')}`, (value) => values.includes(value), lowerCase);

/** Of a list the items that are known; `none` stands alone. */
export const listOf = (...values: readonly string[]): Acceptance => ({
  accepted: `a list, separated by commas, of ${values.join(', ')}`,
  read(value) {
    const items = [...new Set(value.split(',').map((item) => item.trim().toLowerCase()))].filter(Boolean);
    const known = items.filter((item) => values.includes(item) && (item !== 'none' || items.length === 1));
    return { value: known.join(',') || undefined, bad: items.filter((item) => !known.includes(item)) };
  },
});

export const wholeNumber = (min: number, max: number = Number.MAX_SAFE_INTEGER): Acceptance =>
  whole(
    max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`,
    (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
  );

/** A longer wait is taken by timers for none at all. */
export const milliseconds = (min: number): Acceptance => wholeNumber(min, 2_147_483_647);

export const ratio: Acceptance = whole(
  'a number from 0 to 1',
  (value) => /^[\d.e+-]+$/i.test(value) && Number(value) >= 0 && Number(value) <= 1,
);

export const boolean: Acceptance = whole('true or false', (value) => /^(?:true|false)$/.test(value), lowerCase);

export const httpUrl: Acceptance = whole(
  'an address such as http://127.0.0.1:4318',
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
);

export const readableFile: Acceptance = whole('a file that can be read', (value) => {
  try {
    accessSync(value, constants.R_OK);
    return true;
  } catch {
    return false;
  }
});

const inPairs = (accepted: string, isGood: PairCheck, allOrNothing: boolean): Acceptance => ({
  accepted: `key=value pairs separated by commas, ${accepted}`,
  read(value) {
    const { pairs, bad } = readPairs(value, isGood);
    if (allOrNothing && bad.length > 0) return { value: undefined, bad: [value] };
    return { value: writePairs(pairs) || undefined, bad: bad.filter(Boolean) };
  },
});

/** The specification: with any error in it the whole value is discarded. */
export const attributes: Acceptance = inPairs(
  'reserved characters percent-encoded',
  (_key, _value, raw) => !raw.includes('='),
  true,
);

/** Names and values as HTTP has them. What can be sent is; an item that cannot is left out by itself. */
export const headers: Acceptance = inPairs(
  'each a header that HTTP allows',
  (key, value) => /^[!#$%&'*+.^_`|~\w-]+$/.test(key) && /^[\t\x20-\x7e]+$/.test(value),
  false,
);
