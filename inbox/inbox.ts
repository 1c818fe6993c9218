import type { TlsOptions } from 'node:tls';
import type { Doorkeeper } from '@sightline/access';
import { fastifyServer } from '@sightline/config';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { apiRoutes } from './api';
import { guard } from './guard';
import { letIn } from './let-in';
import { type PageOptions, pageRoutes } from './page/routes';
import { type ReceiveOptions, receiveRoutes } from './receive/routes';

export interface InboxOptions extends PageOptions, ReceiveOptions {
  /** The address it listens on. */
  readonly host: string;
  /** Told of what went wrong here, which the client is not told of. */
  readonly report: (error: Error) => void;
  /** Who lets others in; without one, everybody may read, and tell of alerts. */
  readonly doorkeeper?: Doorkeeper;
  /** Under TLS alone, where it is given. */
  readonly tls?: TlsOptions;
}

/** Receives what pager, chat and mail would have received, keeps it, shows it, and forwards nothing. */
export function createInbox(options: InboxOptions): FastifyInstance {
  const app = fastify({ ...fastifyServer(options.tls), bodyLimit: 262_144, forceCloseConnections: true });
  guard(app, [options.host, new URL(options.links.inbox).hostname]);
  if (options.doorkeeper) letIn(app, options.doorkeeper);
  receiveRoutes(app, options);
  apiRoutes(app, options);
  pageRoutes(app, options);

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: 'not_found', detail: `There is no ${request.method} ${request.url} here` }),
  );
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error instanceof z.ZodError) {
      const problems = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      return reply.code(400).send({ error: 'bad_request', problems });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) options.report(error);
    return reply
      .code(status)
      .send({ error: error.code ?? 'internal', detail: status < 500 ? error.message : 'See its log' });
  });
  return app;
}
