import type { ApiKeys, Caller } from '@sightline/access';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** By the request; `undefined` where a key was brought that nobody has. */
const callers = new WeakMap<object, Caller | undefined>();

/** Finds out who asks, before anything else is done for them. */
export function identifyCallers(server: FastifyInstance, keys: ApiKeys): void {
  server.addHook('onRequest', (request, _reply, next) => {
    const key = request.headers['x-api-key'];
    callers.set(request.raw, key === undefined || key === '' ? keys.anonymous : keys.callerOf(String(key)));
    next();
  });
}

/** Who asks: `undefined` where a key was brought that nobody has. */
export const callerOf = ({ raw }: Pick<FastifyRequest, 'raw'>): Caller | undefined => callers.get(raw);
