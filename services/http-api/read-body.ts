import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** Bodies are JSON in UTF-8, as they are: whatever else comes is refused by its name. */
export function readBody(server: FastifyInstance): void {
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body)) return done(notUtf8(), undefined);
    void parse(request, body.toString('utf8'), done);
  });
  server.addHook('onRequest', (request, _reply, next) => {
    const { 'content-encoding': encoding, 'content-type': type } = request.headers;
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw encoded();
    if (type !== undefined && /charset=(?!"?utf-?8\b)/i.test(type.slice(0, 200))) throw otherCharset();
    next();
  });
}

const notUtf8 = () =>
  new Problem({
    status: 400,
    kind: 'malformed-body',
    title: 'The body cannot be read',
    detail: 'Its bytes are not UTF-8, the encoding JSON is written in.',
  });

const encoded = () =>
  new Problem({
    status: 415,
    kind: 'unsupported-content-encoding',
    title: 'The body is compressed, or encoded in another way',
    detail: 'Send it as it is, without content-encoding.',
    headers: { 'accept-encoding': 'identity' },
  });

const otherCharset = () =>
  new Problem({
    status: 415,
    kind: 'unsupported-charset',
    title: 'The body is written in a character set that is not understood',
    detail: 'JSON is written in UTF-8.',
  });
