import type { TlsOptions } from 'node:tls';
import type { ApiKeys } from '@sightline/access';
import { fastifyServer } from '@sightline/config';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Flags } from './flags';
import { guardRoutes } from './guard-routes';
import { serveManagement } from './management';
import { serveOfrep } from './ofrep';
import { Refused } from './refused';

export interface FlagServiceOptions {
  /** Who is let in. */
  readonly keys: ApiKeys;
  readonly flags?: Flags;
  /** Under TLS alone, where it is given. */
  readonly tls?: TlsOptions;
}

/** Says which flags are on, to our services once a second and to any OpenFeature client that asks; and lets them be switched. */
export function createFlagService({ keys, flags = new Flags(), tls }: FlagServiceOptions): FastifyInstance {
  const app = fastify({ ...fastifyServer(tls), bodyLimit: 16_384, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refused) return reply.code(error.status).send({ error: error.message });
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    return reply.send(error);
  });
  guardRoutes(app, keys);
  serveManagement(app, flags);
  serveOfrep(app, flags);
  app.get('/health/live', { config: { needs: 'nothing' } }, async () => ({ status: 'ok' }));
  return app;
}
