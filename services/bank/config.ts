import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  /** Where the ledger outlives the process; without it, it lives in memory alone. */
  BANK_LEDGER_FILE: z.string().optional(),
});
