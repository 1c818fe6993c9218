/** A service on NestJS and Fastify that does nothing: what a request costs here is the framework's, and the telemetry's. */
import 'reflect-metadata';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  composeCatalogues,
  counter,
  counterOf,
  defineCatalogue,
  emit,
  libraryCatalogue,
  logEventOf,
  spanOf,
  withSpan,
} from '@sightline/observability';
import { TelemetryModule } from '@sightline/observability/nest';

const declared = defineCatalogue({
  name: 'bench',
  uses: [libraryCatalogue],
  attributes: { 'thing.id': { type: 'string', description: 'What is made' } },
  metrics: {
    made: counterOf({ name: 'bench_things_total', unit: '{thing}', description: 'Made', labels: { kind: ['small'] } }),
  },
  spans: { make: spanOf({ name: 'make', kind: 'internal', description: 'Makes it', attributes: ['thing.id'] }) },
  logEvents: {
    made: logEventOf({ name: 'made', level: 'info', message: 'Made', description: 'It is', attributes: ['thing.id'] }),
  },
});
const { metrics, spans, logEvents } = composeCatalogues('all of the bench', declared, libraryCatalogue);

@Controller()
class ThingController {
  /** Nothing at all. */
  @Get('empty')
  empty(): object {
    return {};
  }

  /** What a handler says of its work: a span, a counter, a line. */
  @Post('small')
  small(): Promise<object> {
    return withSpan(spans.make, { attributes: { 'thing.id': 'small' } }, async () => {
      counter(metrics.made).inc({ kind: 'small' });
      emit(logEvents.made, { 'thing.id': 'small' });
      return {};
    });
  }
}

@Module({ imports: [TelemetryModule], controllers: [ThingController] })
class ThingModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(ThingModule, new FastifyAdapter(), { logger: false });
  await app.listen(Number(process.env.PORT), '127.0.0.1');
  // V8 writes the profile of a process that ends by itself.
  process.once('SIGTERM', () => process.exit());
}

void main();
