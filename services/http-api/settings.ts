import { isIP } from 'node:net';
import { tlsSettings } from '@sightline/access';
import { setting } from '@sightline/config';

const trustedProxy = 'IP addresses, ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal';

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', range, ...others] = text.split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : version === 6 ? 128 : 0;
  if (range === undefined) return longest > 0;
  return others.length === 0 && /^[1-9]\d*$/.test(range) && Number(range) <= longest;
}

/** What a service's API needs to know. */
export const httpSettings = {
  HOST: setting.host(),
  PORT: setting.port(),
  SIGHTLINE_API_KEYS_FILE: setting.file('the API keys, with their names and rights'),
  RATE_LIMIT_PER_SECOND: setting.wholeNumber({ min: 1, max: 100_000, fallback: 2_000 }),
  RATE_LIMIT_BURST: setting.wholeNumber({ min: 1, max: 100_000, fallback: 4_000 }),
  ...tlsSettings,
  /** How many instances of the service share what one client may ask, each a part of it. */
  RATE_LIMIT_INSTANCES: setting.wholeNumber({ min: 1, max: 1_000, fallback: 1 }),
  /** Whoever stands before the service and tells its clients' addresses in X-Forwarded-For; nobody else is believed. */
  TRUSTED_PROXY: setting
    .list(trustedProxy)
    .refine((parts) => parts.every(isProxy))
    .meta({ description: `${trustedProxy}, separated by commas` })
    .optional(),
  /** How long requests are still taken after a signal to end, while whoever sends them hears that it is not ready any more. */
  DRAIN_MS: setting.wholeNumber({ min: 0, max: 3_000, fallback: 0 }),
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
  readonly RATE_LIMIT_INSTANCES: number;
  readonly TRUSTED_PROXY?: readonly string[] | undefined;
  readonly DRAIN_MS: number;
}
