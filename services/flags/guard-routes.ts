import { type ApiKeys, anonymousName, type Right } from '@sightline/access';
import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from './refused';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that a caller needs for this route; one that says nothing lets nobody pass. */
    readonly needs?: Right | 'nothing';
  }
}

const callers = new WeakMap<object, string>();

/** Lets a request pass only with the right that its route declares. */
export function guardRoutes(app: FastifyInstance, keys: ApiKeys): void {
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config;
    if (request.is404 || needs === 'nothing') return;
    const key = request.headers['x-api-key'];
    const caller = key === undefined || key === '' ? keys.anonymous : keys.callerOf(String(key));
    if (caller && needs && caller.rights.has(needs)) {
      callers.set(request.raw, caller.name);
      return;
    }
    if (caller === undefined || caller.name === anonymousName)
      throw new Refused(401, `A valid API key is needed: send one in the header x-api-key, with the right ${needs}`);
    emit(logEvents.auditAccessRefused, { 'audit.actor': caller.name, 'audit.right': needs ?? 'nothing' });
    throw new Refused(403, `The key "${caller.name}" does not have the right ${needs}`);
  });
}

/** The name of the key that a request came with. */
export const actorOf = ({ raw }: FastifyRequest): string => callers.get(raw) ?? anonymousName;
