import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Site } from '../../component';

export interface Patience {
  /** Milliseconds until it is connected. */
  readonly connectMs: number;
  /** Milliseconds for one statement. */
  readonly statementMs: number;
  /** Milliseconds for a server that answers, but says that it has not recovered yet. */
  readonly recoveryMs: number;
  /** Milliseconds for the end of the connection. */
  readonly endMs: number;
}

const usual: Patience = { connectMs: 5_000, statementMs: 30_000, recoveryMs: 300_000, endMs: 2_000 };

/**
 * Does some work as the server's superuser, on a connection of its own. After a crash the server answers before it has recovered,
 * and says so (57P03): then it is asked again.
 *
 * @throws what the work throws, or that the server does not answer.
 */
export async function asSuperuser(
  site: Site,
  database: string,
  work: (client: Client) => Promise<unknown>,
  patience: Patience = usual,
): Promise<void> {
  const client = await connect(site, database, patience);
  try {
    await work(client);
  } finally {
    await leave(client, patience);
  }
}

async function connect(
  { addresses, secrets, certificates }: Site,
  database: string,
  patience: Patience,
): Promise<Client> {
  const stillStarting = '57P03';
  for (const deadline = Date.now() + patience.recoveryMs; ; ) {
    const client = new Client({
      host: addresses.host,
      port: addresses.ports.postgres,
      user: 'postgres',
      password: secrets.postgresPassword,
      database,
      ...(certificates && { ssl: { ca: readFileSync(certificates.authority, 'utf8') } }),
      connectionTimeoutMillis: patience.connectMs,
      query_timeout: patience.statementMs,
    });
    // What breaks the connection fails the statement under way; unheard, the event would end the process.
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await leave(client, patience);
      if ((error as { code?: string }).code !== stillStarting || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** A server that stands still does not hear that the connection ends: it is left then. */
async function leave(client: Client, { endMs }: Patience): Promise<void> {
  const { stream } = (client as Client & { readonly connection: { readonly stream: Socket } }).connection;
  const limit = setTimeout(() => stream.destroy(), endMs);
  await client.end().catch(() => {});
  clearTimeout(limit);
}
