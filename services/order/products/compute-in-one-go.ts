import { pbkdf2Sync } from 'node:crypto';

/** About a tenth of a second. */
const ROUNDS = 150_000;

/** The mistake: a computation that leaves the event loop no turn. Every other request waits as well. */
export function computeInOneGo(subject: string): string {
  return pbkdf2Sync(subject, 'sightline', ROUNDS, 64, 'sha512').toString('hex');
}
