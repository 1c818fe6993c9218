import { setting } from '@sightline/config';
import { z } from 'zod';

/** What a service that can be told to make mistakes needs to know. */
export const faultSettings = {
  /** Whether it listens to flags and to `x-fault` at all: never in production. */
  SIGHTLINE_FAULTS: z.enum(['on', 'off']).default('off').meta({ description: 'on or off (default off)' }),
  /** The flag service; without it only the header counts. */
  FLAGS_URL: setting.url('http', 'https').optional(),
  /** Its API key, where it wants one. */
  FLAGS_API_KEY_FILE: setting.file('the API key for the flag service').optional(),
};

export interface FaultConfig {
  readonly SIGHTLINE_FAULTS: 'on' | 'off';
  readonly FLAGS_URL?: string | undefined;
  readonly FLAGS_API_KEY_FILE?: string | undefined;
}
