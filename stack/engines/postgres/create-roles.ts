import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Site } from '../../component';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';

/** The database of each service: the role that migrates it, the role that uses it. */
const databases = [
  { DATABASE: 'orders', OWNER: 'order_owner', APP: 'order_app' },
  { DATABASE: 'payments', OWNER: 'payment_owner', APP: 'payment_app' },
] as const;

/** Roles with their passwords, databases, rights: by the same SQL that compose gives to psql. Safe to repeat. */
export async function createRoles(site: Site): Promise<void> {
  const { secrets } = site;
  await inDatabase(site, 'postgres', async (client) => {
    await client.query(
      sql('roles.sql', {
        ORDER_OWNER_PASSWORD: secrets.orderOwnerPassword,
        ORDER_APP_PASSWORD: secrets.orderAppPassword,
        PAYMENT_OWNER_PASSWORD: secrets.paymentOwnerPassword,
        PAYMENT_APP_PASSWORD: secrets.paymentAppPassword,
        OTEL_MONITOR_PASSWORD: secrets.monitorPassword,
      }),
    );
    for (const { DATABASE, OWNER } of databases) {
      const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
    }
  });
  for (const names of databases) {
    await inDatabase(site, names.DATABASE, (client) => client.query(sql('database.sql', names)));
  }
}

const sql = (file: string, values: Readonly<Record<string, string>>) =>
  fillIn(readFileSync(inRepository('stack', 'config', 'postgres', file), 'utf8'), values);

async function inDatabase(site: Site, database: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = await connect(site, database);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The server answers before it has recovered from a crash; it says so (57P03) until it has. */
async function connect({ addresses, secrets }: Site, database: string): Promise<Client> {
  const stillStarting = '57P03';
  for (;;) {
    const client = new Client({
      host: addresses.host,
      port: addresses.ports.postgres,
      user: 'postgres',
      password: secrets.postgresPassword,
      database,
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if ((error as { code?: string }).code !== stillStarting) throw error;
      await delay(100);
    }
  }
}
