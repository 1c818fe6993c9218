import { readConfig, setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  /** Where it says that it lives. */
  HOST: setting.host(),
  PORT: setting.wholeNumber({ min: 0, max: 65_535, fallback: 3005 }),
  ORDER_URL: setting.url('http', 'https'),
  SIGHTLINE_API_KEY_FILE: setting.file('the API key of shoppers'),
  TRAFFIC_RATE: z.coerce
    .number()
    .positive()
    .max(1000)
    .default(2)
    .meta({ description: 'requests per second, above 0 and up to 1000 (default 2)' }),
  TRAFFIC_SEED: setting.wholeNumber({ min: 0, max: 2 ** 31, fallback: 1 }),
});

export type TrafficConfig = ReturnType<typeof readTrafficConfig>;

export const readTrafficConfig = (env: NodeJS.ProcessEnv) => readConfig(configSchema, env);
