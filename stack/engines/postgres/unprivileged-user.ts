import { readFileSync } from 'node:fs';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. As root, it runs as the system's `postgres` user, or as `nobody` where there is none; as
 * anyone else, as that one.
 */
export function unprivilegedUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = ['postgres', 'nobody'].map((name) => users.find((user) => user[0] === name)).find(Boolean);
  if (!entry)
    throw new Error(
      'PostgreSQL cannot run as root and there is no user postgres or nobody: run Sightline as another user',
    );
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
