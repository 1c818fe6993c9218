import { randomBytes, randomInt } from 'node:crypto';

/** Secrets made up for one test: whoever finds one in a backend has found a leak. */
export interface Canaries {
  readonly cardNumber: string;
  /** The same number as people write it. */
  readonly spacedCardNumber: string;
  readonly email: string;
  readonly bearer: string;
  readonly paymentToken: string;
}

export function makeCanaries(): Canaries {
  const cardNumber = luhnValid(`4${Array.from({ length: 14 }, () => randomInt(10)).join('')}`);
  return {
    cardNumber,
    spacedCardNumber: cardNumber.replace(/(\d{4})(?=\d)/g, '$1 '),
    email: `canary.${randomBytes(6).toString('hex')}@example.com`,
    bearer: randomBytes(24).toString('base64url'),
    paymentToken: `tok_${randomBytes(12).toString('hex')}`,
  };
}

/** Every spelling that must not be found. */
export const spellingsOf = ({
  cardNumber,
  spacedCardNumber,
  email,
  bearer,
  paymentToken,
}: Canaries): readonly string[] => [
  cardNumber,
  spacedCardNumber,
  spacedCardNumber.replaceAll(' ', '-'),
  email,
  encodeURIComponent(email),
  bearer,
  paymentToken,
];

/** Appends the check digit. */
function luhnValid(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
