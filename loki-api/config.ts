import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  /** Where the lines are. */
  VICTORIALOGS_URL: setting.url('http'),
});
