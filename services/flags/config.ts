import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  SIGHTLINE_API_KEYS_FILE: setting.file('the API keys, with their names and rights'),
  ...tlsSettings,
});
