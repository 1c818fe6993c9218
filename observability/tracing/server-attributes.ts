import type { IncomingMessage } from 'node:http';
import type { Attributes } from '@opentelemetry/api';

export type Scheme = 'http' | 'https';

/** Those that the semantic conventions know: whatever else comes as a method would be a name of its own. */
const methods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/**
 * What is known of a request when it comes. The other end of the connection is left out, being told already where it is the client, and its
 * port, which nobody looks for.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function requestAttributes(request: IncomingMessage, scheme: Scheme): Attributes {
  const { headers, method = 'GET', url = '/', httpVersion } = request;
  const mark = url.indexOf('?');
  const isKnown = methods.has(method);
  const attributes: Attributes = {
    'http.request.method': isKnown ? method : '_OTHER',
    'url.scheme': scheme,
    'url.path': mark === -1 ? url : url.slice(0, mark),
    'network.protocol.version': httpVersion,
  };
  if (!isKnown) attributes['http.request.method_original'] = method;
  if (mark !== -1 && mark + 1 < url.length) attributes['url.query'] = url.slice(mark + 1);
  const host = first(headers['x-forwarded-host']) ?? headers.host;
  if (host) Object.assign(attributes, serverOf(host, scheme));
  const client = forwardedClient(request) ?? request.socket.remoteAddress;
  if (client !== undefined) attributes['client.address'] = client;
  const userAgent = headers['user-agent'];
  if (userAgent !== undefined) attributes['user_agent.original'] = userAgent;
  return attributes;
}

const servers = new Map<string, Attributes>();

/** The names that a server is asked by are few; the bound is for those that are made up. */
function serverOf(host: string, scheme: Scheme): Attributes {
  const key = `${scheme}://${host}`;
  const known = servers.get(key);
  if (known) return known;
  // A port, and not the end of an address of IPv6 without brackets.
  const [, name = host, port] = /^(\[.*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host) ?? [];
  const server = { 'server.address': name, 'server.port': Number(port ?? (scheme === 'https' ? 443 : 80)) };
  if (servers.size < 100) servers.set(key, server);
  return server;
}

/** Whom proxies say they ask for, the first of them: `Forwarded` before `X-Forwarded-For`. */
function forwardedClient({ headers }: IncomingMessage): string | undefined {
  if (headers.forwarded !== undefined) {
    const [, told] = /(?:^|[;,\s])for="?([^";,\s]+)/i.exec(headers.forwarded.slice(0, 1_000)) ?? [];
    if (told !== undefined) return withoutPort(told);
  }
  const told = first(headers['x-forwarded-for'])?.split(',', 1)[0]?.trim();
  return told ? withoutPort(told) : undefined;
}

const first = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

const withoutPort = (address: string) => {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(address) ?? [];
  return bracketed ?? plain ?? address;
};
