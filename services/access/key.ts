import { createHash, randomBytes } from 'node:crypto';

/** A key of 192 bits from the system's source of randomness: nobody guesses it, so that a fast hash keeps it as well as a slow one. */
export const makeKey = (): string => randomBytes(24).toString('base64url');

/** What the keys file holds of a key: SHA-256, in hexadecimal. It lets a key be recognised, and nobody be let in. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
