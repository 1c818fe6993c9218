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

/** Says that it lives, and nothing else. Who looks after it (a kubelet) asks at the address of the moment. */
export const livePath = '/health/live';

/**
 * A page elsewhere must not read this one, not even under a name that was made to point here (DNS rebinding): what is read is
 * read at loopback, at the address the inbox was told to listen on, or under the name it is known by. Alertmanager, which only writes,
 * may use another name.
 */
export function guard(app: FastifyInstance, names: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const asked = request.headers.host?.replace(/:\d+$/, '').toLowerCase() ?? '';
    if (request.method === 'POST' || request.url === livePath || loopback.has(asked) || names.includes(asked))
      return undefined;
    const answers = ['localhost', ...new Set(names)].join(', ');
    return reply.code(421).send({ error: 'misdirected', detail: `This page answers to ${answers} only` });
  });
}
