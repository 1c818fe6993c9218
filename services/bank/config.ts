import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  /** Where the ledger outlives the process; without it, it lives in memory alone. */
  BANK_LEDGER_FILE: z.string().optional(),
  /** Who may have it charge, and look into its ledger; without it, everybody may. */
  BANK_API_KEYS_FILE: setting.file('the API keys, with their names and rights').optional(),
  ...tlsSettings,
});
