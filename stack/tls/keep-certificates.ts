import { X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { Authority, type Identity } from './authority';
import { type Certificates, certificatesIn, identities, storePassword } from './certificates';
import { keyStore } from './key-store';

/** A certificate is replaced this long before it ends. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

export interface KeepOptions {
  /** The names and addresses that are listened at. */
  readonly hosts: readonly string[];
  /** Whether others read them, each where its folder is mounted; the folder around them is its owner's alone all the same. */
  readonly mounted?: boolean;
}

/** Certificates would be laid where something else is. The message says what to give. */
export class FolderTaken extends Error {
  override readonly name = 'FolderTaken';
  readonly code = 'FOLDER_TAKEN';
}

/**
 * Makes an authority of this platform's own, and a certificate for each who needs one; makes anew what ends soon, what the authority did
 * not sign, and what lacks one of the hosts.
 *
 * @throws {FolderTaken}
 */
export async function keepCertificates(folder: string, { hosts, mounted = false }: KeepOptions): Promise<Certificates> {
  takeFolder(folder);
  const mode = mounted ? 0o644 : 0o600;
  const files = certificatesIn(folder);
  const authority = await keptAuthority(folder, { files, mode });
  const issuer = new X509Certificate(authority.certificate);
  for (const name of identities) {
    const { certificate, key, both, store, authority: beside } = files.of(name);
    mkdirSync(dirname(certificate), { recursive: true });
    chmodSync(dirname(certificate), mounted ? 0o755 : 0o700);
    const wanted = [...new Set([name, ...hosts])];
    if (existsSync(both) && existsSync(store) && isGood(certificate, { issuer, hosts: wanted })) continue;
    const made = await authority.issue({ name, hosts: wanted });
    replace(beside, authority.certificate, mode);
    replace(key, made.key, mode);
    replace(certificate, made.certificate, mode);
    replace(both, `${made.key}${made.certificate}\n`, mode);
    replace(store, keyStore({ identity: made, authority: authority.certificate }, storePassword), mode);
  }
  return files;
}

/** One that is made here, or was: nobody else's folder is closed to others, and no key laid into it. */
function takeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    chmodSync(folder, 0o700);
    return;
  }
  const isOurs = readdirSync(folder).every((name) => ourNames.has(name.replace(/\.draft$/, '')));
  if (isOurs && (statSync(folder).mode & 0o077) === 0) return;
  throw new FolderTaken(
    `${folder} is there, and holds something else or can be read by others: give a folder that is not there yet`,
  );
}

const ourNames = new Set<string>(['authority.pem', 'authority.key', ...identities]);

async function keptAuthority(
  folder: string,
  { files, mode }: { readonly files: Certificates; readonly mode: number },
): Promise<Authority> {
  const key = join(folder, 'authority.key');
  if (existsSync(key) && existsSync(files.authority)) {
    const own: Identity = { certificate: readFileSync(files.authority, 'utf8'), key: readFileSync(key, 'utf8') };
    return Authority.of(own);
  }
  const made = await Authority.make('Sightline, this platform alone');
  // It signs, and is mounted for nobody.
  replace(key, made.identity.key, 0o600);
  replace(files.authority, made.certificate, mode);
  return made;
}

function isGood(
  file: string,
  { issuer, hosts }: { readonly issuer: X509Certificate; readonly hosts: readonly string[] },
): boolean {
  if (!existsSync(file)) return false;
  const certificate = new X509Certificate(readFileSync(file));
  const names = (host: string) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined;
  return (
    Date.parse(certificate.validTo) - Date.now() > RENEW_BEFORE_MS &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    hosts.every(names)
  );
}

/** In one step: whoever reads it anew has the old one or the new one. */
function replace(file: string, content: string | Buffer, mode: number): void {
  const draft = `${file}.draft`;
  const ended = typeof content !== 'string' || content.endsWith('\n') ? content : `${content}\n`;
  writeFileSync(draft, ended, { mode: 0o600 });
  chmodSync(draft, mode);
  renameSync(draft, file);
}
