import { ApiKeys, InvalidKeysFile, readKeysFile, ServerTls, tlsFilesOf } from '@sightline/access';
import { logEvents } from '@sightline/catalogue';
import { InvalidConfig, readConfig } from '@sightline/config';
import { emit, shutdownTelemetry } from '@sightline/observability';
import { configSchema } from './config';
import { createFlagService } from './flag-service';

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const keys = new ApiKeys(readKeysFile(config.SIGHTLINE_API_KEYS_FILE));
  keys.follow(config.SIGHTLINE_API_KEYS_FILE, (change) => {
    if (change instanceof InvalidKeysFile) emit(logEvents.auditKeysUnusable, {}, change);
    else emit(logEvents.auditKeysChanged, { 'audit.key_names': change.names });
  });
  const files = tlsFilesOf(config);
  const tls = files && new ServerTls(files, { onlyKnown: false });
  const service = createFlagService({ keys, ...(tls && { tls: tls.options }) });
  tls?.follow(service.server, console.error);
  console.log(`flags are at ${await service.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void service.close().then(shutdownTelemetry));
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig || error instanceof InvalidKeysFile ? error.message : error);
  process.exitCode = 1;
});
