/** A small service on the library alone, started by tests and by the bench as a process of its own. */
import 'reflect-metadata';
import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { counter, emit, withSpan } from '../index';
import { type CompletedRequest, frameworkLogger, TelemetryModule } from '../nest/index';
import { logEvents, metrics, spans } from './demo-catalogue';

@Controller('orders')
class DemoController {
  @Get(':id')
  read(@Param('id') id: string): { id: string } {
    return { id };
  }

  @Post()
  place(): Promise<{ status: string }> {
    return withSpan(spans.orderPlace, { attributes: { 'order.id': 'demo' } }, async () => {
      counter(metrics.ordersTotal).inc({ status: 'pending', payment_method: 'card' });
      emit(logEvents.orderAccepted, { 'order.id': 'demo', 'payment.method': 'card' });
      return { status: 'pending' };
    });
  }

  @Post('slow')
  slow(): Promise<void> {
    return new Promise(() => {});
  }

  @Post('crash')
  crash(): void {
    setImmediate(() => {
      throw new Error('nobody catches this');
    });
  }

  @Post('broken')
  fail(): never {
    throw new Error('no reply for card 4111 1111 1111 1111, cvv 123, of jane@example.com');
  }
}

/** Fails where a test asks for it. */
function completed({ route }: CompletedRequest): void {
  if (route === '/orders/broken') throw new Error('the hook of the service failed');
}

@Module({
  imports: process.env.DEMO_BARE ? [] : [TelemetryModule.with({ completed })],
  controllers: [DemoController],
})
class DemoModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(DemoModule, new FastifyAdapter(), {
    logger: process.env.DEMO_BARE ? false : frameworkLogger,
  });
  // As a rate limit does: a hook of the application refuses before any handler is reached.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.headers['x-refuse']) return reply.code(429).send({});
    });
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  process.send?.(await app.getUrl());
}

void main();
