import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  /** Where the lines are. */
  VICTORIALOGS_URL: setting.url('http', 'https'),
  /** How it lets us in, where it asks who we are. */
  VICTORIALOGS_USERNAME: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'the name by which VictoriaLogs lets us in' }),
  VICTORIALOGS_PASSWORD_FILE: setting.file('our password for VictoriaLogs').optional(),
  /** Where it asks who others are, these may ask. */
  CLIENTS: setting.list('the names in certificates that let in').default(['operator']),
  ...tlsSettings,
});
