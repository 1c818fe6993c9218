import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Site } from '../../component';

/**
 * Does some work as the server's superuser, on a connection of its own. After a crash the server answers before it has recovered,
 * and says so (57P03): then it is asked again.
 */
export async function asSuperuser(
  site: Site,
  database: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = await connect(site, database);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

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
