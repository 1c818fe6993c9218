/** What a variable accepts, as a check and as words for the person who got it wrong. */
export interface Acceptance {
  readonly accepted: string;
  readonly accepts: (value: string) => boolean;
}

export const oneOf = (...values: readonly string[]): Acceptance => ({
  accepted: `one of ${values.join(', ')}`,
  accepts: (value) => values.includes(value),
});

export const listOf = (...values: readonly string[]): Acceptance => ({
  accepted: `a list, separated by commas, of ${values.join(', ')}`,
  accepts: (value) => value.split(',').every((item) => values.includes(item.trim())),
});

export const wholeNumber = (min: number): Acceptance => ({
  accepted: `a whole number from ${min}`,
  accepts: (value) => /^\d+$/.test(value) && Number.isSafeInteger(Number(value)) && Number(value) >= min,
});

export const ratio: Acceptance = {
  accepted: 'a number from 0 to 1',
  accepts: (value) => Number(value) >= 0 && Number(value) <= 1,
};

export const boolean: Acceptance = {
  accepted: 'true or false',
  accepts: (value) => /^(?:true|false)$/i.test(value),
};

export const httpUrl: Acceptance = {
  accepted: 'an address such as http://127.0.0.1:4318',
  accepts: (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
};

export const pairs: Acceptance = {
  accepted: 'key=value pairs separated by commas, reserved characters percent-encoded',
  accepts: (value) =>
    value.split(',').every((pair) => /^\s*[^\s=,]+\s*=[^=,]*$/.test(pair) && !/%(?![0-9a-f]{2})/i.test(pair)),
};
