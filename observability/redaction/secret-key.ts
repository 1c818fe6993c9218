const names = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'clientsecret',
  'apikey',
  'x-api-key',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'paymenttoken',
  'card',
  'cardnumber',
  'pan',
  'cvv',
  'cvv2',
  'cvc',
  'cvc2',
  'csc',
  'securitycode',
  'iban',
  'email',
  'emailaddress',
] as const;

const secret = new Set<string>(names.map((name) => name.replace(/-/g, '')));
const remembered = new Map<string, boolean>();

/** Whether everything under this key is a secret, whatever it looks like: `paymentToken`, `card.cvv`, `x-api-key`. */
export function isSecretKey(key: string): boolean {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const last = key.slice(key.lastIndexOf('.') + 1);
  const answer = secret.has(last.toLowerCase().replace(/[_-]/g, ''));
  // Keys are few by declaration; the bound is for what others may put in.
  if (remembered.size < 1_000) remembered.set(key, answer);
  return answer;
}

/** The worst of them for pino's own redaction; wildcards (`*.token`) would triple the cost of a line. */
export const secretPaths = ['authorization', 'cookie', 'password', 'token'] as const;
