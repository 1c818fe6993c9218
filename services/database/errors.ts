/**
 * SQLSTATE classes that say "not now", not "never": connection (08), not let in (28), no such database (3D), rolled back by concurrency
 * (40), out of resources (53), held by others (55), ended by an operator (57), a failing disk (58). What they say is of the database, not
 * of what was asked: whoever runs it mends it. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const TRANSIENT_CLASSES = new Set(['08', '28', '3D', '40', '53', '55', '57', '58']);
/** A right that was taken; and work that was left lying in a transaction: the connection is gone, and another try is a new one. */
const TRANSIENT_CODES = new Set(['42501', '25P03', '25P04']);
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** pg gives these no code. */
const CONNECTION_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Client was closed/;

/** Whether the same statement may succeed later: the database is away, overloaded, restarting, or keeps us out. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (
    typeof code === 'string' &&
    (SOCKET_CODES.has(code) || TRANSIENT_CODES.has(code) || TRANSIENT_CLASSES.has(code.slice(0, 2)))
  )
    return true;
  return CONNECTION_MESSAGES.test(error.message);
}
