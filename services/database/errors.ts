/**
 * SQLSTATE classes that say "not now", not "never": connection (08), rolled back by concurrency (40), out of resources (53),
 * ended by an operator (57). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const TRANSIENT_CLASSES = new Set(['08', '40', '53', '57']);
/** Work that was left lying in a transaction: the connection is gone, and another try is a new one. */
const LEFT_LYING = new Set(['25P03', '25P04']);
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** pg gives these no code. */
const CONNECTION_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Client was closed/;

/** Whether the same statement may succeed later: the database is away, overloaded or restarting. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (
    typeof code === 'string' &&
    (SOCKET_CODES.has(code) || LEFT_LYING.has(code) || TRANSIENT_CLASSES.has(code.slice(0, 2)))
  )
    return true;
  return CONNECTION_MESSAGES.test(error.message);
}
