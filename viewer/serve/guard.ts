import type { IncomingHttpHeaders } from 'node:http';
import { type Reply, refusal } from './reply';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Only a browser that was told to open this very address is answered. A page elsewhere whose name was made to point here
 * (DNS rebinding) sends its own name as Host, and one that reaches over from another origin says so.
 */
export function guard(headers: IncomingHttpHeaders, host: string): Reply | undefined {
  const asked = hostName(headers.host);
  if (asked === undefined || !(loopback.has(asked) || asked === host)) {
    return refusal(
      421,
      `This page answers to localhost and ${host} only, not to ${headers.host ?? 'a request without Host'}`,
    );
  }
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate')
    return refusal(403, 'Another site may not read this one');
  return undefined;
}

const hostName = (host: string | undefined) => host?.replace(/:\d+$/, '').toLowerCase();

/** Nothing is loaded from, sent to or framed by any other place. Grafana's libraries write their styles at run time. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
