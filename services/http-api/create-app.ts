import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { frameworkLogger } from '@sightline/observability/nest';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { honourFaultHeader } from './fault-header';
import { limitRate } from './limit-rate';
import { type ApiDescription, serveDocumentation } from './openapi';
import { sendProblem } from './problem.filter';
import type { HttpConfig } from './settings';

const BODY_LIMIT = 64 * 1_024;

/** The application around a service's module, not listening yet. Bodies are JSON or refused. */
export async function createApp(
  module: DynamicModule,
  config: HttpConfig,
  description: ApiDescription,
): Promise<NestFastifyApplication> {
  const adapter = new ProblemAdapter({
    bodyLimit: BODY_LIMIT,
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
  server.removeContentTypeParser('text/plain');
  limitRate(
    server,
    { perSecond: config.RATE_LIMIT_PER_SECOND, burst: config.RATE_LIMIT_BURST },
    config.SIGHTLINE_API_KEY,
  );
  if (config.SIGHTLINE_FAULTS === 'on') honourFaultHeader(server);
  serveDocumentation(app, description);
  return app;
}

/** Answers Fastify's own refusals as they are: Nest would wrap them first, and only the status would be left. */
class ProblemAdapter extends FastifyAdapter {
  override setErrorHandler() {
    return this.instance.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  }
}
