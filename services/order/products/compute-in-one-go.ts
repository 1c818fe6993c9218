import { pbkdf2Sync } from 'node:crypto';

/** Somewhat less than a tenth of a second. */
const ROUNDS = 100_000;

/** The mistake: a computation that leaves the event loop no turn. Every other request waits as well. */
export function computeInOneGo(subject: string): string {
  return pbkdf2Sync(subject, 'sightline', ROUNDS, 64, 'sha512').toString('hex');
}
