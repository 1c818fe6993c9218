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
  /** How long an order may wait for its payment before it is cancelled. */
  ORDER_PAYMENT_TIMEOUT_MS: setting.wholeNumber({ min: 1_000, max: 3_600_000, fallback: 30_000 }),
});

export type Config = z.output<typeof configSchema>;

/** The injection token of the settings. */
export const ConfigToken = Symbol('Config');
