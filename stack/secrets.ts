import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceJson } from './replace-json';

const schema = z.object({
  /** The API key of whoever sits at the machine, who may do everything. */
  apiKey: z.string(),
  postgresPassword: z.string(),
  orderOwnerPassword: z.string(),
  orderAppPassword: z.string(),
  paymentOwnerPassword: z.string(),
  paymentAppPassword: z.string(),
  monitorPassword: z.string(),
  grafanaPassword: z.string(),
});

export type Secrets = Readonly<z.output<typeof schema>>;

/**
 * The passwords of this platform, from `file`; made at random and written there, readable by its owner only, when there are
 * none. They outlive `--fresh`, so that a client configured with the API key keeps working.
 */
export function keepSecrets(file: string): Secrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const secrets = schema.parse({ ...generated(), ...kept });
  if (Object.keys(secrets).some((name) => kept[name] === undefined)) replaceJson(file, secrets);
  return Object.freeze(secrets);
}

// base64url: safe in a connection URL, in SQL and in YAML without any quoting.
const generated = () =>
  Object.fromEntries(Object.keys(schema.shape).map((name) => [name, randomBytes(24).toString('base64url')]));

/** In one step, for its owner alone. */
export function replaceOperatorKey(file: string, apiKey: string): void {
  replaceJson(file, { ...keepSecrets(file), apiKey });
}
