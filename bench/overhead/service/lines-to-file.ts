/** Preloaded beside somebody else's telemetry: every line that our library would write, and one for each request, by pino into a file. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pinoOf from 'pino';

interface Declaration {
  readonly name: string;
  readonly level: pinoOf.Level;
  readonly message: string;
}

interface Server {
  addHook(name: 'onResponse', hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void): void;
}

function writeLines(file: string): void {
  const entry = require.resolve('@sightline/observability');
  const replace = (part: string, parts: object) => Object.assign(require(join(dirname(entry), part)) as object, parts);
  const pino = createRequire(entry)('pino') as typeof pinoOf;
  const logger = pino(pino.destination({ dest: file, sync: false, minLength: 4_096 }));
  const emitAt = ({ name, message }: Declaration, level: pinoOf.Level, fields: object = {}, error?: unknown) =>
    logger[level]({ event: name, ...fields, ...(error !== undefined && { err: error }) }, message);
  const emit = (declaration: Declaration, fields?: object, error?: unknown) =>
    emitAt(declaration, declaration.level, fields, error);
  replace('logging/emit', { emit, emitAt });
  replace('nest/observe-requests', {
    observeRequests: (server: Server) =>
      server.addHook('onResponse', (request, reply, done) => {
        logger.info(
          {
            event: 'http.request.completed',
            'http.request.method': request.method,
            'http.route': request.routeOptions.url,
            'url.path': request.url,
            'http.server.request.duration': reply.elapsedTime / 1_000,
            'http.response.status_code': reply.statusCode,
          },
          'Request completed',
        );
        done();
      }),
  });
}

if (isMainThread) writeLines(process.env.BENCH_LOG_FILE ?? '/dev/null');
