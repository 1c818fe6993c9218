import { readFileSync } from 'node:fs';
import type { Site } from '../../component';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';
import { asSuperuser } from './connect';

/** Each service has a database of its own, an owner that migrates it and an app role that uses it. */
const databases = [
  { DATABASE: 'orders', OWNER: 'order_owner', APP: 'order_app' },
  { DATABASE: 'payments', OWNER: 'payment_owner', APP: 'payment_app' },
] as const;

/** Roles, databases and rights, by the SQL that compose runs too. Safe to repeat. */
export async function createRoles(site: Site): Promise<void> {
  await asSuperuser(site, 'postgres', async (client) => {
    await client.query(sql('roles.sql', passwords(site)));
    for (const { DATABASE, OWNER } of databases) {
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
    }
  });
  for (const names of databases)
    await asSuperuser(site, names.DATABASE, (client) => client.query(sql('database.sql', names)));
}

const sql = (file: string, values: Readonly<Record<string, string>>) =>
  fillIn(readFileSync(inRepository('stack', 'config', 'postgres', file), 'utf8'), values);

const passwords = ({ secrets }: Site) => ({
  ORDER_OWNER_PASSWORD: secrets.orderOwnerPassword,
  ORDER_APP_PASSWORD: secrets.orderAppPassword,
  PAYMENT_OWNER_PASSWORD: secrets.paymentOwnerPassword,
  PAYMENT_APP_PASSWORD: secrets.paymentAppPassword,
  OTEL_MONITOR_PASSWORD: secrets.monitorPassword,
});
