import { InvalidConfig, readConfig } from '@sightline/config';
import { configSchema } from './config';
import { createFlagService } from './flag-service';

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const service = createFlagService();
  console.log(`flags are at ${await service.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void service.close());
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig ? error.message : error);
  process.exitCode = 1;
});
