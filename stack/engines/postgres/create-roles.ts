import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Site } from '../../component';
import { fillIn } from '../../config-file';
import { inRepository } from '../../repository';

/** Databases, roles and their passwords, by the same SQL that compose gives to psql. Safe to repeat. */
export async function createRoles(site: Site): Promise<void> {
  const { secrets } = site;
  const sql = fillIn(readFileSync(inRepository('stack', 'config', 'postgres', 'init.sql'), 'utf8'), {
    ORDER_OWNER_PASSWORD: secrets.orderOwnerPassword,
    ORDER_APP_PASSWORD: secrets.orderAppPassword,
    PAYMENT_OWNER_PASSWORD: secrets.paymentOwnerPassword,
    PAYMENT_APP_PASSWORD: secrets.paymentAppPassword,
    OTEL_MONITOR_PASSWORD: secrets.monitorPassword,
  });
  const client = await connect(site);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The server answers before it has recovered from a crash; it says so (57P03) until it has. */
async function connect({ addresses, secrets }: Site): Promise<Client> {
  const stillStarting = '57P03';
  for (;;) {
    const client = new Client({
      host: addresses.host,
      port: addresses.ports.postgres,
      user: 'postgres',
      password: secrets.postgresPassword,
      database: 'postgres',
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
