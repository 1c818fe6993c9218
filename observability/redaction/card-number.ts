const separator = '(?:[ +-]|%20)';

/**
 * Where a card number may be: at least 13 digits, alone or in groups. More can stand around it (a count before, an expiry
 * or a security code behind), so the number itself is looked for inside. Decimal places are none.
 */
export const digitRun = `(?<!\\d\\.?)\\d(?:${separator}?\\d){12,63}(?!\\d)`;

/** Replaces the card numbers in a run of digits; the rest of it stays. */
export function redactCardNumbers(run: string, replacement: string): string {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, index }));
  let text = '';
  let copied = 0;
  for (let first = 0; first < groups.length; first++) {
    const last = lastGroup(groups, first);
    const from = groups[first];
    const to = last === undefined ? undefined : groups[last];
    if (!from || !to || last === undefined) continue;
    text += run.slice(copied, from.index) + replacement;
    copied = to.index + to.digits.length;
    first = last;
  }
  return text + run.slice(copied);
}

interface Group {
  readonly digits: string;
  readonly index: number;
}

/** The group that completes the longest card number beginning with group `first`; undefined when none begins there. */
function lastGroup(groups: readonly Group[], first: number): number | undefined {
  let digits = '';
  let found: number | undefined;
  for (let at = first; at < groups.length && digits.length < 19; at++) {
    const group = groups[at]?.digits ?? '';
    // Cards are printed in groups of four to six, the last of at least three: 1 2 3 4 5 ... is a list.
    if (group.length < 3) break;
    digits += group;
    if (isCardNumber(digits)) found = at;
    if (group.length < 4) break;
  }
  return found;
}

/** Begins like one (Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Maestro) and has its check digit. */
function isCardNumber(digits: string): boolean {
  return /^(?:[3-6]\d{12,18}|2[2-7]\d{14})$/.test(digits) && passesLuhn(digits);
}

/** The check digit of ISO/IEC 7812: tells a card number from other long numbers nine times in ten. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
