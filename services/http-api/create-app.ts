import type { TlsOptions } from 'node:tls';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ApiKeys } from '@sightline/access';
import { serverLimits, underTls } from '@sightline/config';
import { frameworkLogger } from '@sightline/observability/nest';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerUnmet, answerUnreadable } from './answer-unreadable';
import { Routes } from './answer-unrouted';
import { identifyCallers } from './callers';
import { checkHost, pathOnly } from './check-address';
import { limitRate } from './limit-rate';
import { type ApiDescription, serveDocumentation } from './openapi';
import { sendProblem } from './problem.filter';
import { readBody } from './read-body';
import type { HttpConfig } from './settings';

/** As Fastify takes them. */
export interface ServerLimits {
  readonly http: { readonly headersTimeout: number; readonly connectionsCheckingInterval: number };
  readonly requestTimeout: number;
  readonly connectionTimeout: number;
  readonly keepAliveTimeout: number;
}

export interface AppOptions {
  /** Who is let in. */
  readonly keys: ApiKeys;
  readonly limits?: ServerLimits;
  /** Under TLS alone, where it is given. */
  readonly tls?: TlsOptions;
  /** Adds to the server what this service has besides, before it listens. */
  readonly extend?: (server: FastifyInstance) => void;
}

const BODY_LIMIT = 64 * 1_024;

/** The application around a service's module, not listening yet. Bodies are JSON or refused. */
export async function createApp(
  module: DynamicModule,
  config: Pick<HttpConfig, 'RATE_LIMIT_PER_SECOND' | 'RATE_LIMIT_BURST'> &
    Partial<Pick<HttpConfig, 'RATE_LIMIT_INSTANCES' | 'TRUSTED_PROXY'>>,
  description: ApiDescription,
  { keys, limits = serverLimits, tls, extend }: AppOptions,
): Promise<NestFastifyApplication> {
  // What names no host is answered here, not by Node.js.
  const limited = { ...limits.http, requireHostHeader: false };
  const adapter: ProblemAdapter = new ProblemAdapter({
    ...limits,
    ...(tls ? { https: { ...limited, ...underTls(tls) } } : { http: limited }),
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, (path) => adapter.methodsAt(path)),
    rewriteUrl: pathOnly,
    bodyLimit: BODY_LIMIT,
    ...(config.TRUSTED_PROXY && { trustProxy: [...config.TRUSTED_PROXY] }),
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: frameworkLogger,
    bodyParser: false,
    abortOnError: false,
  });
  const server = adapter.getInstance();
  answerUnmet(server.server);
  checkHost(server);
  readBody(server);
  identifyCallers(server, keys);
  limitRate(server, shareOf(config));
  adapter.answerUnrouted();
  extend?.(server);
  serveDocumentation(app, description);
  return app;
}

/** Requests are spread over the instances: all of them together allow a client what one alone would. */
export const shareOf = ({
  RATE_LIMIT_PER_SECOND: perSecond,
  RATE_LIMIT_BURST: burst,
  RATE_LIMIT_INSTANCES: instances = 1,
}: Pick<HttpConfig, 'RATE_LIMIT_PER_SECOND' | 'RATE_LIMIT_BURST'> &
  Partial<Pick<HttpConfig, 'RATE_LIMIT_INSTANCES'>>) => ({
  perSecond: perSecond / instances,
  burst: Math.ceil(burst / instances),
});

/** Answers Fastify's own refusals as they are: Nest would wrap them first, and only the status would be left. */
class ProblemAdapter extends FastifyAdapter {
  readonly #routes = new Routes(this.getInstance());

  /** Before a body is read that nobody asked for. */
  answerUnrouted(): void {
    this.instance.addHook('onRequest', (request, reply, next) => {
      if (request.is404) this.#routes.answer(request, reply);
      else next();
    });
  }

  methodsAt(path: string): readonly string[] {
    return this.#routes.methodsAt(path);
  }

  override setErrorHandler() {
    return this.instance.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  }

  override setNotFoundHandler() {
    return this.instance.setNotFoundHandler((request, reply) => this.#routes.answer(request, reply));
  }
}
