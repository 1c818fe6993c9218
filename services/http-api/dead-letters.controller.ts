import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Actor, Needs } from './access.guard';
import { DeadLetters } from './dead-letters';

/** Of one request: it has to be answered while its client still waits. */
const most = { shown: 10_000, replayed: 500 };

class DeadLetterQuery extends createZodDto(
  z.strictObject({ limit: z.coerce.number().int().min(1).max(most.shown).default(most.shown) }),
) {}
class ReplayDto extends createZodDto(
  z.strictObject({ limit: z.int().min(1).max(most.replayed).default(most.replayed) }),
) {}

/** What could not be handled, and the way back for it. */
@ApiTags('dead letters')
@Controller('dead-letters')
export class DeadLettersController {
  constructor(@Inject(DeadLetters) private readonly deadLetters: DeadLetters) {}

  @Get()
  @Needs('dead-letters:read')
  async list(@Query() { limit }: DeadLetterQuery) {
    return { topic: this.deadLetters.topic, deadLetters: await this.deadLetters.list(limit) };
  }

  @Post('replay')
  @HttpCode(200)
  @Needs('dead-letters:replay')
  async replay(@Body() { limit }: ReplayDto, @Actor() actor: string) {
    const { topic } = this.deadLetters;
    let sentBack = 0;
    try {
      const replayed = await this.deadLetters.replay(limit, ({ kept }) => {
        if (kept === 'whole') sentBack++;
      });
      return { topic, deadLetters: replayed };
    } finally {
      // Also when it ends halfway: what was sent back was.
      if (sentBack > 0)
        emit(logEvents.auditDeadLettersReplayed, {
          'audit.actor': actor,
          'audit.count': sentBack,
          'messaging.destination.name': topic,
        });
    }
  }
}
