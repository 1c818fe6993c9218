import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

/**
 * How long a server of ours waits for its clients, in milliseconds, as Fastify takes it. A client that says nothing, trickles, or does
 * not read is let go; what is left of Node.js' own limits is stricter.
 */
export const serverLimits = {
  /** From a connection, or the first byte of a request, to the last of its headers; looked at every second. */
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
  /** To the last byte of its body. */
  requestTimeout: 20_000,
  /** Without a byte in either direction; longer than any answer of ours takes. */
  connectionTimeout: 45_000,
  /** Between two requests. */
  keepAliveTimeout: 72_000,
} as const;

export interface LimitedServerOptions extends Pick<ServerOptions, 'maxHeaderSize'> {
  /** In place of the usual one, where an answer may take longer than that. */
  readonly connectionTimeout?: number;
}

/** A server of Node.js itself with the same limits, not listening yet. */
export function limitedServer(
  answer: RequestListener,
  { connectionTimeout = serverLimits.connectionTimeout, ...options }: LimitedServerOptions = {},
): Server {
  const { http, requestTimeout, keepAliveTimeout } = serverLimits;
  return createServer({ ...http, requestTimeout, keepAliveTimeout, ...options }, answer).setTimeout(connectionTimeout);
}
