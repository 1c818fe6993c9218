import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import { TelemetryModule } from '@sightline/observability/nest';
import type { FastifyInstance } from 'fastify';
import { ZodValidationPipe } from 'nestjs-zod';
import { AccessGuard } from './access.guard';
import { HealthController } from './health.controller';
import { observeShopRequest } from './observe-shop-request';
import { ProblemFilter } from './problem.filter';
import { Readiness } from './readiness';

const FINISH_WITHIN_MS = 3_000;

/** What every service's API has: problems, rights, validation, health, telemetry. */
@Global()
@Module({
  imports: [TelemetryModule.with({ completed: observeShopRequest })],
  controllers: [HealthController],
  providers: [
    { provide: Readiness, useFactory: () => new Readiness() },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: ZodValidationPipe },
  ],
  exports: [Readiness],
})
export class HttpApiModule implements OnModuleDestroy {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  /**
   * The first phase of the end: requests under way are finished, while all they need is still there. Who has not sent all of theirs by
   * then, or does not read the answer, is not waited for any longer.
   */
  async onModuleDestroy(): Promise<void> {
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    const stragglers = setTimeout(() => app.server.closeAllConnections(), FINISH_WITHIN_MS);
    await app.close();
    clearTimeout(stragglers);
  }
}
