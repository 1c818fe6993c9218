// Roles, databases and rights, by the SQL of stack/config/postgres, as stack/engines/postgres/create-roles.ts does it where there is no
// cluster. It waits for the server, which starts beside it.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const waitMs = 10_000;
const serverWithinMs = 300_000;
const databases = [
  { DATABASE: 'orders', OWNER: 'order_owner', APP: 'order_app' },
  { DATABASE: 'payments', OWNER: 'payment_owner', APP: 'payment_app' },
];

// A file that comes from a ConfigMap is elsewhere than it seems: what lies in the image is named whole.
const filled = (file, values) =>
  readFileSync(`/sightline/sql/${file}`, 'utf8').replaceAll(/\$\{([A-Z_]+)\}/g, (_, name) => values[name]);

async function connect(database) {
  const client = new pg.Client({
    host: process.env.POSTGRES_HOST,
    user: 'postgres',
    password: process.env.POSTGRES_PASSWORD,
    database,
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function within(database, work) {
  const client = await connect(database);
  await work(client);
  await client.end();
}

for (const deadline = Date.now() + serverWithinMs; ; await delay(500)) {
  try {
    await within('postgres', async () => {});
    break;
  } catch (error) {
    if (Date.now() > deadline) throw error;
  }
}

await within('postgres', async (client) => {
  await client.query(filled('roles.sql', process.env));
  for (const { DATABASE, OWNER } of databases) {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  }
});
for (const names of databases) await within(names.DATABASE, (client) => client.query(filled('database.sql', names)));
