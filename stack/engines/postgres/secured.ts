import { chownSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../component';
import { placeOf } from './place';
import { unprivilegedUser } from './unprivileged-user';

/** Whose database is whose: a role gets into its own, whatever password it knows, and over TLS alone. */
const letIn = `# Made at each start.
# type  database  user                                  address  method
hostssl orders    order_app,order_owner,otel_monitor    all      scram-sha-256
hostssl payments  payment_app,payment_owner,otel_monitor all     scram-sha-256
hostssl postgres  otel_monitor                          all      scram-sha-256
hostssl all       postgres                              all      scram-sha-256
host    all       all                                   all      reject
`;

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
  writeFileSync(files.letIn, letIn, { mode: 0o600 });
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
