import { serverLimits } from '@sightline/config';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Flags } from './flags';
import { Refused, serveManagement } from './management';
import { serveOfrep } from './ofrep';

/** Says which flags are on, to our services once a second and to any OpenFeature client that asks; and lets them be switched. */
export function createFlagService(flags = new Flags()): FastifyInstance {
  const app = fastify({ ...serverLimits, bodyLimit: 16_384, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refused) return reply.code(error.status).send({ error: error.message });
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    return reply.send(error);
  });
  serveManagement(app, flags);
  serveOfrep(app, flags);
  app.get('/health/live', async () => ({ status: 'ok' }));
  return app;
}
