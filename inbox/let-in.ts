import type { Doorkeeper } from '@sightline/access';
import type { FastifyInstance } from 'fastify';
import { livePath } from './guard';

/** Alertmanager tells of alerts, by its certificate alone: a browser that is logged in must not do so for another page. */
const tells = { names: ['alertmanager', 'operator'] } as const;
/** People, by a key, and programs of ours. */
const reads = { names: ['operator'], right: 'telemetry:read' } as const;

/** Lets pass who may do what is asked; whether it lives, anybody may ask. */
export function letIn(app: FastifyInstance, doorkeeper: Doorkeeper): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === livePath) return undefined;
    const refusal = doorkeeper.refusalOf(request.raw, request.method === 'POST' ? tells : reads);
    if (refusal === undefined) return undefined;
    const error = refusal.status === 401 ? 'unknown' : 'not_allowed';
    return reply.code(refusal.status).headers(refusal.headers).send({ error, detail: refusal.message });
  });
}
