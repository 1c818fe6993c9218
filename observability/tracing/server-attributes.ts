import type { IncomingMessage } from 'node:http';
import type { Attributes } from '@opentelemetry/api';
import { redacted } from '../redaction/redact';

export type Scheme = 'http' | 'https';

/** Those that the semantic conventions know: whatever else comes as a method would be a name of its own. */
const methods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

export const methodOf = ({ method = 'GET' }: IncomingMessage): string => (methods.has(method) ? method : '_OTHER');

/**
 * What is known of a request when it comes. The other end of the connection is left out, being told already where it is the client, and its
 * port, which nobody looks for.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function requestAttributes(request: IncomingMessage, scheme: Scheme): Attributes {
  const { headers, method, url = '/', httpVersion } = request;
  const { path, query } = partsOf(url);
  const known = methodOf(request);
  const attributes: Attributes = {
    'http.request.method': known,
    'url.scheme': scheme,
    'url.path': path,
    'network.protocol.version': httpVersion,
  };
  if (known !== method) attributes['http.request.method_original'] = method;
  if (query) attributes['url.query'] = query.replace(signatures, `$1=${redacted}`);
  const host = first(headers['x-forwarded-host']) ?? headers.host;
  if (host) Object.assign(attributes, serverOf(host, scheme));
  const client = forwardedClient(request) ?? request.socket.remoteAddress;
  if (client !== undefined) attributes['client.address'] = client;
  const userAgent = headers['user-agent'];
  if (userAgent !== undefined) attributes['user_agent.original'] = userAgent;
  return attributes;
}

/** What signed addresses carry; everything else that is secret is found at the gate. */
const signatures = /\b(sig|Signature|AWSAccessKeyId|X-Goog-Signature)=[^&]*/g;

/** Of the address that was asked for; to a proxy it is told whole. */
function partsOf(url: string): { readonly path: string; readonly query: string } {
  if (!url.startsWith('/') && URL.canParse(url)) {
    const { pathname, search } = new URL(url);
    return { path: pathname, query: search.slice(1) };
  }
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
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
