import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Site } from '../../component';
import { placeOf } from './place';
import { unprivilegedUser } from './unprivileged-user';

const run = promisify(execFile);

/** Makes the data folder, once: UTF-8, passwords checked by SCRAM, data pages checked by checksum. */
export async function createCluster(site: Site): Promise<void> {
  const { initdb, data } = placeOf(site);
  followHome(data, site.home.data('postgres'));
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const user = unprivilegedUser();
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(data), '.postgres-password');
  writeFileSync(passwordFile, site.secrets.postgresPassword, { mode: 0o600 });
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await run(
      initdb,
      [
        `--pgdata=${data}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...user },
    );
  } finally {
    rmSync(passwordFile);
  }
}

/** Data that lies outside the home belongs to it all the same: when the home was cleared, it goes too. */
function followHome(data: string, atHome: string): void {
  const sign = join(atHome, 'moved-to');
  if (data === atHome || existsSync(sign)) return;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(atHome, { recursive: true });
  writeFileSync(sign, `${data}\n`);
}
