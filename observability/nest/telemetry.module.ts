import { type DynamicModule, Inject, Module, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { logEvents } from '../catalogue/library';
import { emit } from '../logging/emit';
import { shutdownTelemetry } from '../start';
import type { FastifyServer } from './fastify-server';
import { MetricsController } from './metrics.controller';
import { type CompletedRequest, observeRequests } from './observe-requests';

/** What a service may add to its telemetry. */
export interface TelemetryOptions {
  /** Called once for each request that was answered, inside its trace: for metrics of the service's own. */
  readonly completed?: (request: CompletedRequest) => void;
}

const Options = Symbol('TelemetryOptions');

/**
 * What a service on Fastify imports to be observed: `GET /metrics`, server metrics, the route on the server span, one log line per
 * request, `x-trace-id` on every response, and a flush at shutdown.
 */
@Module({ controllers: [MetricsController] })
export class TelemetryModule implements OnApplicationShutdown {
  static with(options: TelemetryOptions): DynamicModule {
    return { module: TelemetryModule, providers: [{ provide: Options, useValue: options }] };
  }

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Optional() @Inject(Options) { completed }: TelemetryOptions = {},
  ) {
    // Here, and not in a later phase, so that its hook comes before those of the application, which may refuse a request.
    observeRequests(host.httpAdapter.getInstance<FastifyServer>(), completed);
  }

  /** The last word of a service: Nest ends a module before those it imports, so everything else is over by now. */
  async onApplicationShutdown(): Promise<void> {
    emit(logEvents.serviceStopped);
    await shutdownTelemetry();
  }
}
