import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { identities } from './certificates';

/** One that was made, or was there. */
export interface MadeCertificate {
  readonly name: string;
  /** The file. */
  readonly certificate: string;
  readonly ends: Date;
}

/** The certificates of a platform that is not started by the runner, in a folder from which they are mounted. */
export async function makeCertificates(folder: string, hosts: readonly string[]): Promise<MadeCertificate[]> {
  // Loaded here: nobody else needs what makes certificates.
  const { keepCertificates } = await import('./keep-certificates.js');
  const files = await keepCertificates(resolve(folder), { hosts: ['localhost', '127.0.0.1', ...hosts], mounted: true });
  const all = [['authority', files.authority], ...identities.map((name) => [name, files.of(name).certificate])];
  return all.map(([name = '', certificate = '']) => ({
    name,
    certificate,
    ends: new Date(new X509Certificate(readFileSync(certificate)).validTo),
  }));
}
