import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from './access.guard';
import { Readiness } from './readiness';

@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  /** The process answers: to restart it would not help. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** It can do its work, if only in part: send it requests. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { ready, status, checks } = await this.readiness.report();
    reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status, checks };
  }
}
