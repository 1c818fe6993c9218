import { homeAt } from '../home';
import { keepSecrets } from '../secrets';
import { readSettings } from '../settings';

/** Who may look into PostgreSQL: the monitor, who sees all and changes nothing, and the superuser, for whom there is a place when all others are taken. */
export function operatorRoles(env: NodeJS.ProcessEnv = process.env): readonly { user: string; password: string }[] {
  const { monitorPassword, postgresPassword } = keepSecrets(homeAt(readSettings(env).home).secretsFile);
  return [
    { user: 'otel_monitor', password: monitorPassword },
    { user: 'postgres', password: postgresPassword },
  ];
}
