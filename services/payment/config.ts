import { setting } from '@sightline/config';
import { databaseSettings } from '@sightline/database';
import { faultSettings } from '@sightline/faults';
import { httpSettings } from '@sightline/http-api';
import { messagingSettings } from '@sightline/messaging';
import { z } from 'zod';

export const configSchema = z.object({
  ...httpSettings,
  ...databaseSettings,
  ...messagingSettings,
  ...faultSettings,
  BANK_URL: setting.url('http', 'https'),
  /** Our API key for it, where it wants one. */
  BANK_API_KEY_FILE: setting.file('the API key for the bank').optional(),
  /** How long one attempt at the bank may take. */
  BANK_TIMEOUT_MS: setting.wholeNumber({ min: 50, max: 30_000, fallback: 1_000 }),
  /** Calls to the bank at the same time; as many more may wait for a place. */
  BANK_CONCURRENCY: setting.wholeNumber({ min: 1, max: 500, fallback: 16 }),
  /** How long the bank may stay silent before a payment is declined; well before the order gives up on its own. */
  PAYMENT_DEADLINE_MS: setting.wholeNumber({ min: 1_000, max: 600_000, fallback: 15_000 }),
});

export type Config = z.output<typeof configSchema>;
