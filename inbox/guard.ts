import type { FastifyInstance } from 'fastify';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * A page elsewhere must not read this one, not even under a name that was made to point here (DNS rebinding): what is read is
 * read at loopback, or at the address the inbox was told to listen on. Alertmanager, which only writes, may use another name.
 */
export function guard(app: FastifyInstance, host: string): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const asked = request.headers.host?.replace(/:\d+$/, '').toLowerCase() ?? '';
    if (request.method === 'POST' || loopback.has(asked) || asked === host) return undefined;
    return reply.code(421).send({ error: 'misdirected', detail: `This page answers to localhost and ${host} only` });
  });
}
