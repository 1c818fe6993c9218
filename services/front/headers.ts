import type { IncomingMessage } from 'node:http';

/** RFC 9110, 7.6.1: of one connection only, and what is agreed about it. */
const ofConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** What only a front says of its clients: nobody can say it of himself. */
const ofFront = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/** Names and values in turn, as they came, without those of the connection. */
function passedOn(raw: readonly string[], isKept: (name: string) => boolean = () => true): string[] {
  const named = new Set<string>();
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === 'connection')
      for (const name of (raw[at + 1] ?? '').split(',')) named.add(name.trim().toLowerCase());
  const kept: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? '';
    if (ofConnection.has(name) || named.has(name) || !isKept(name)) continue;
    kept.push(raw[at] ?? '', raw[at + 1] ?? '');
  }
  return kept;
}

/** What an instance hears: all that the client says, and the client's address. */
export const requestHeaders = ({ rawHeaders, socket }: IncomingMessage): string[] => [
  // The client was told to go on when its body was asked for.
  ...passedOn(rawHeaders, (name) => name !== 'expect' && !ofFront.test(name)),
  'x-forwarded-for',
  socket.remoteAddress ?? '',
];

export const responseHeaders = (raw: readonly string[]): string[] => passedOn(raw);
