import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** Every request names one host (RFC 9112, section 3.2); Node.js would answer what names none on its own, with an empty body. */
export function checkHost(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw: { rawHeaders, httpVersionMinor } }, _reply, next) => {
    let hosts = 0;
    for (let at = 0; at < rawHeaders.length; at += 2)
      if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++;
    if (hosts === 1 || (hosts === 0 && httpVersionMinor === 0)) return next();
    throw new Problem({
      status: 400,
      kind: 'bad-host',
      title: 'The request does not say which host it is for',
      detail: 'Send exactly one header named host.',
    });
  });
}

/** The address as the router knows it: some clients, and all proxies, may send it with scheme and host before it. */
export function pathOnly({ url = '/' }: IncomingMessage): string {
  if (!url.startsWith('http://') && !url.startsWith('https://')) return url;
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return path === -1 ? '/' : url.slice(path);
}
