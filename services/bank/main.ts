import { InvalidConfig, readConfig } from '@sightline/config';
import { createBank } from './bank';
import { configSchema } from './config';
import { Ledger } from './ledger';

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const bank = createBank({ ledger: new Ledger(config.BANK_LEDGER_FILE) });
  console.log(`bank listens at ${await bank.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bank.close());
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig ? error.message : error);
  process.exitCode = 1;
});
