import { InvalidConfig, setting } from '@sightline/config';

/** By which a process of ours is known, and knows others: all three, or none where nobody is asked who they are. */
export const tlsSettings = {
  TLS_CA_FILE: setting.file('the authority that signed the certificates of the others, in PEM').optional(),
  TLS_CERTIFICATE_FILE: setting.file('our certificate, in PEM').optional(),
  TLS_KEY_FILE: setting.file('the key of our certificate, in PEM').optional(),
};

type TlsConfig = Readonly<Partial<Record<keyof typeof tlsSettings, string | undefined>>>;

/** Files in PEM. They may be replaced at any time. */
export interface TlsFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** @throws {InvalidConfig} where some are given, and some are not. */
export function tlsFilesOf(config: TlsConfig): TlsFiles | undefined {
  const { TLS_CA_FILE: ca, TLS_CERTIFICATE_FILE: certificate, TLS_KEY_FILE: key } = config;
  if (ca && certificate && key) return { ca, certificate, key };
  const names = Object.keys(tlsSettings) as (keyof TlsConfig)[];
  const missing = names.filter((name) => !config[name]);
  if (missing.length === names.length) return undefined;
  const rest = names.filter((name) => !missing.includes(name)).join(' and ');
  throw new InvalidConfig(
    missing.map((name) => ({ name, came: 'is not set', accepted: `a file in PEM, beside ${rest}` })),
  );
}
