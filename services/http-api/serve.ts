import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { ApiKeys, InvalidKeysFile, readKeysFile, ServerTls, tlsFilesOf, UnreadableKey } from '@sightline/access';
import { logEvents } from '@sightline/catalogue';
import { InvalidConfig, readConfig } from '@sightline/config';
import { UnknownSchema } from '@sightline/database';
import { emit, shutdownTelemetry } from '@sightline/observability';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { createApp } from './create-app';
import type { ApiDescription } from './openapi';
import { Readiness } from './readiness';
import type { HttpConfig } from './settings';

/** Where a service has more than every other. */
export interface ServiceHooks<Config extends HttpConfig> {
  /** Before anything else is done. */
  readonly begin?: (config: Config) => void;
  /** Before the server listens. */
  readonly extend?: (server: FastifyInstance, config: Config) => void;
}

export interface Service<Config extends HttpConfig> extends ApiDescription {
  readonly configSchema: z.ZodObject & z.ZodType<Config>;
  /** What must be done before the service can start: tables, for one. */
  readonly prepare?: (config: Config) => Promise<void>;
  readonly module: (config: Config) => DynamicModule;
  readonly hooks?: ServiceHooks<Config>;
}

/** The end has to come within 10 s, whatever hangs: so long for what is under way, and the rest for the last telemetry. */
const FINISH_WITHIN_MS = 5_500;
const STOP_WITHIN_MS = 9_000;

/** Runs a service in this process until a signal ends it. What keeps it from starting is told, with exit code 1. */
export async function serve<Config extends HttpConfig>(service: Service<Config>): Promise<void> {
  try {
    const config = readConfig<Config>(service.configSchema, process.env);
    const { begin, extend } = service.hooks ?? {};
    begin?.(config);
    await service.prepare?.(config);
    const files = tlsFilesOf(config);
    const tls = files && new ServerTls(files, { onlyKnown: false });
    const app = await createApp(service.module(config), config, service, {
      keys: keysOf(config),
      ...(tls && { tls: tls.options }),
      ...(extend && { extend: (server) => extend(server, config) }),
    });
    tls?.follow(app.getHttpServer(), console.error);
    await app.listen(config.PORT, config.HOST);
    stopOnSignal(app, config);
    emit(logEvents.serviceStarted, { 'server.url': await app.getUrl() });
  } catch (error) {
    await fail(error);
  }
}

/** What is wrong with a file of keys, or with a database, is for whoever made it; where in our code it was found is not. */
const isToldByItself = (error: unknown): error is Error =>
  error instanceof InvalidKeysFile || error instanceof UnreadableKey || error instanceof UnknownSchema;

/** They are followed for as long as the process lives. @throws {InvalidKeysFile} */
function keysOf({ SIGHTLINE_API_KEYS_FILE: file }: HttpConfig): ApiKeys {
  const keys = new ApiKeys(readKeysFile(file));
  keys.follow(file, (change) => {
    if (change instanceof InvalidKeysFile) emit(logEvents.auditKeysUnusable, {}, change);
    else emit(logEvents.auditKeysChanged, { 'audit.key_names': change.names });
  });
  return keys;
}

function stopOnSignal(app: INestApplication, { DRAIN_MS }: Pick<HttpConfig, 'DRAIN_MS'>): void {
  const stop = async (signal: NodeJS.Signals) => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    emit(logEvents.serviceStopping, { 'process.signal': signal });
    app.get(Readiness).drain();
    if (DRAIN_MS > 0) await delay(DRAIN_MS);
    const finished = await isDoneWithin(FINISH_WITHIN_MS, app.close());
    if (!finished) emit(logEvents.serviceCutShort, {});
    await shutdownTelemetry();
    process.exit(finished ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop(signal).catch(fail));
}

/** @throws what the work throws in time. */
async function isDoneWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), delay(limitMs, false, { ref: false })]);
}

async function fail(error: unknown): Promise<void> {
  if (error instanceof InvalidConfig) {
    const problems = error.variables.map(({ name, came, accepted }) => `${name} ${came}; accepted: ${accepted}`);
    emit(logEvents.serviceFailed, { 'config.problems': problems });
    console.error(error.message);
  } else {
    emit(logEvents.serviceFailed, {}, error);
    console.error(isToldByItself(error) ? error.message : error);
  }
  await shutdownTelemetry();
  process.exit(1);
}
