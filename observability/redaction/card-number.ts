const separator = '(?:[ .+-]|%20)?';
const digits = (count: string) => `(?:${separator}\\d){${count}}`;

/**
 * What may be a card number: 13 to 19 digits that begin like one (Visa, Mastercard, Amex, Diners, Discover, JCB,
 * UnionPay, Maestro), also in groups. Milliseconds and nanoseconds since 1970 begin with 1 and never match.
 */
export const cardNumberPattern = `(?:[3-6]${digits('12,18')}|2[2-7]${digits('14')})(?!\\d)`;

/** The check digit of ISO/IEC 7812: tells a card number from other long numbers nine times in ten. */
export function passesLuhn(candidate: string): boolean {
  const numbers = candidate.replace(/%20|\D/g, '');
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) {
    const digit = Number(numbers[numbers.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
