import { readFile } from 'node:fs/promises';
import type { PoolConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';

/**
 * How a connection is made, as node-postgres takes it: by a URL, which may hold the password and how the server is known
 * (`sslmode=verify-full&sslrootcert=<file>`), or with the password in a file, read anew for each connection, so that it may be replaced
 * while we run.
 */
export const loginOf = (url: string, passwordFile?: string): PoolConfig =>
  passwordFile === undefined
    ? { connectionString: url }
    : { ...parseIntoClientConfig(url), password: async () => (await readFile(passwordFile, 'utf8')).trim() };
