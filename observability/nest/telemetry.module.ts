import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
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
export class TelemetryModule implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    observeRequests(this.host.httpAdapter.getInstance<FastifyServer>());
  }

  async onApplicationShutdown(): Promise<void> {
    emit(logEvents.serviceStopped);
    await shutdownTelemetry();
  }
}
