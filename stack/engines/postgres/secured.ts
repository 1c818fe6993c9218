import { chmodSync, chownSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../component';
import { inRepository } from '../../repository';
import { placeOf } from './place';
import { unprivilegedUser } from './unprivileged-user';

const filesIn = (data: string) => ({
  certificate: join(data, 'server.crt'),
  key: join(data, 'server.key'),
  letIn: join(data, 'pg_hba_secure.conf'),
});

/** Where there are certificates, puts them, and who is let in, where the server's own user can read them, and nobody else. */
export function letInByCertificate(site: Site): void {
  const { certificates } = site;
  if (certificates === undefined) return;
  const files = filesIn(placeOf(site).data);
  const own = certificates.of('postgres');
  copyFileSync(own.certificate, files.certificate);
  copyFileSync(own.key, files.key);
  copyFileSync(inRepository('stack', 'config', 'postgres', 'pg_hba.conf'), files.letIn);
  // Of a certificate made anew the copy before is still there.
  for (const file of Object.values(files)) chmodSync(file, 0o600);
  const user = unprivilegedUser();
  if (user) for (const file of Object.values(files)) chownSync(file, user.uid, user.gid);
}

/** The settings of the server for that. */
export function secured(site: Site): Readonly<Record<string, string>> {
  if (site.certificates === undefined) return {};
  const { certificate, key, letIn: hba } = filesIn(placeOf(site).data);
  return {
    ssl: 'on',
    ssl_cert_file: certificate,
    ssl_key_file: key,
    ssl_min_protocol_version: 'TLSv1.2',
    hba_file: hba,
  };
}
