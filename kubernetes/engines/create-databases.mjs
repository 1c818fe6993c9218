// Roles, databases and rights, by the SQL of stack/config/postgres, as stack/engines/postgres/create-roles.ts does it where there is no
// cluster. Tried again by the job that runs it until the server takes it.
import { readFileSync } from 'node:fs';
import pg from 'pg';

const waitMs = 10_000;
const databases = [
  { DATABASE: 'orders', OWNER: 'order_owner', APP: 'order_app' },
  { DATABASE: 'payments', OWNER: 'payment_owner', APP: 'payment_app' },
];

const filled = (file, values) =>
  readFileSync(new URL(`../sql/${file}`, import.meta.url), 'utf8').replaceAll(
    /\$\{([A-Z_]+)\}/g,
    (_, name) => values[name],
  );

async function within(database, work) {
  const client = new pg.Client({
    host: process.env.POSTGRES_HOST,
    user: 'postgres',
    password: process.env.POSTGRES_PASSWORD,
    database,
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
  });
  await client.connect();
  await work(client);
  await client.end();
}

await within('postgres', async (client) => {
  await client.query(filled('roles.sql', process.env));
  for (const { DATABASE, OWNER } of databases) {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  }
});
for (const names of databases) await within(names.DATABASE, (client) => client.query(filled('database.sql', names)));
