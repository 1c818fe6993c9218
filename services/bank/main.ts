import { followedKeys, InvalidKeysFile, ServerTls, tlsFilesOf } from '@sightline/access';
import { InvalidConfig, readConfig } from '@sightline/config';
import { createBank } from './bank';
import { configSchema } from './config';
import { Ledger } from './ledger';

async function main(): Promise<void> {
  const config = readConfig(configSchema, process.env);
  const files = tlsFilesOf(config);
  const tls = files && new ServerTls(files, { onlyKnown: false });
  const bank = createBank({
    ledger: new Ledger(config.BANK_LEDGER_FILE),
    ...(config.BANK_API_KEYS_FILE && { keys: followedKeys(config.BANK_API_KEYS_FILE, console.log) }),
    ...(tls && { tls: tls.options }),
  });
  tls?.follow(bank.server, console.error);
  console.log(`bank listens at ${await bank.listen({ host: config.HOST, port: config.PORT })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bank.close());
}

main().catch((error) => {
  console.error(error instanceof InvalidConfig || error instanceof InvalidKeysFile ? error.message : error);
  process.exitCode = 1;
});
