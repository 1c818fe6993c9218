import { join } from 'node:path';
import { applicationNames } from '../services/applications';

/** Who talks to whom under TLS, each with a certificate of its own: by its name others decide what it may do. */
export const identities = [
  'postgres',
  'kafka',
  'collector',
  ...applicationNames,
  'flags',
  'bank',
  'prometheus',
  'alertmanager',
  'zipkin',
  'victorialogs',
  'loki-api',
  'inbox',
  'viewer',
  'operator',
] as const;

export type IdentityName = (typeof identities)[number];

/** The files of one of them, in a folder of their own: a folder that is mounted shows what is put in place of a file, a file does not. */
export interface IdentityFiles {
  /** What it trusts. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** Both in one file, as Kafka takes them. */
  readonly both: string;
}

/** Who may ask a store, or write to it, by the names in their certificates. */
export const storeClients = {
  prometheus: ['collector', 'inbox', 'viewer', 'operator'],
  alertmanager: ['prometheus', 'collector', 'inbox', 'viewer', 'operator'],
  'loki-api': ['collector', 'viewer', 'operator'],
} as const satisfies Partial<Record<IdentityName, readonly IdentityName[]>>;

/** Where the certificates of a platform are. */
export interface Certificates {
  /** What everybody trusts, and nothing else. */
  readonly authority: string;
  of(name: IdentityName): IdentityFiles;
}

/** Where they are; whether or not they have been made. */
export const certificatesIn = (folder: string): Certificates => ({
  authority: join(folder, 'authority.pem'),
  of: (name) => ({
    authority: join(folder, name, 'authority.pem'),
    certificate: join(folder, name, 'certificate.pem'),
    key: join(folder, name, 'key.pem'),
    both: join(folder, name, 'both.pem'),
  }),
});
