import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { logEvents } from '../catalogue/index';
import { emit } from '../logging/emit';
import { shutdownTelemetry } from '../start';
import type { FastifyServer } from './fastify-server';
import { MetricsController } from './metrics.controller';
import { observeRequests } from './observe-requests';

/**
 * What a service imports to be observed: `GET /metrics`, server metrics, the route on the server span, one log line per
 * request, `x-trace-id` on every response, and a flush at shutdown.
 */
@Module({ controllers: [MetricsController] })
export class TelemetryModule implements OnApplicationShutdown {
  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    // Here, and not in a later phase, so that its hook comes before those of the application, which may refuse a request.
    observeRequests(host.httpAdapter.getInstance<FastifyServer>());
  }

  /** The last word of a service: Nest ends a module before those it imports, so everything else is over by now. */
  async onApplicationShutdown(): Promise<void> {
    emit(logEvents.serviceStopped);
    await shutdownTelemetry();
  }
}
