import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';

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

/** From a connection to the end of its TLS handshake, as long as for headers: until then none of the other limits counts. */
export const underTls = (tls: TlsOptions): TlsOptions => ({
  handshakeTimeout: serverLimits.http.headersTimeout,
  ...tls,
});

/** The same for a Fastify, under TLS alone where that is given. Its type is that of both: what is served over them does not differ. */
export const fastifyServer = (tls?: TlsOptions): typeof serverLimits => ({
  ...serverLimits,
  ...(tls && { https: { ...serverLimits.http, ...underTls(tls) } }),
});

export interface LimitedServerOptions extends Pick<ServerOptions, 'maxHeaderSize'> {
  /** In place of the usual one, where an answer may take longer than that. */
  readonly connectionTimeout?: number;
  /** Under TLS alone, where it is given. */
  readonly tls?: TlsOptions | undefined;
}

/** A server of Node.js itself with the same limits, not listening yet. */
export function limitedServer(
  answer: RequestListener,
  { connectionTimeout = serverLimits.connectionTimeout, tls, ...options }: LimitedServerOptions = {},
): Server {
  const { http, requestTimeout, keepAliveTimeout } = serverLimits;
  const limited = { ...http, requestTimeout, keepAliveTimeout, ...options };
  const server = tls ? createTlsServer({ ...limited, ...underTls(tls) }, answer) : createServer(limited, answer);
  return server.setTimeout(connectionTimeout);
}
