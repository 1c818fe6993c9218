import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';

/** What a service's API needs to know. */
export const httpSettings = {
  HOST: setting.host(),
  PORT: setting.port(),
  SIGHTLINE_API_KEYS_FILE: setting.file('the API keys, with their names and rights'),
  RATE_LIMIT_PER_SECOND: setting.wholeNumber({ min: 1, max: 100_000, fallback: 2_000 }),
  RATE_LIMIT_BURST: setting.wholeNumber({ min: 1, max: 100_000, fallback: 4_000 }),
  ...tlsSettings,
};

export interface HttpConfig {
  readonly HOST: string;
  readonly PORT: number;
  readonly SIGHTLINE_API_KEYS_FILE: string;
  readonly RATE_LIMIT_PER_SECOND: number;
  readonly RATE_LIMIT_BURST: number;
  readonly TLS_CA_FILE?: string | undefined;
  readonly TLS_CERTIFICATE_FILE?: string | undefined;
  readonly TLS_KEY_FILE?: string | undefined;
}
