import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Authority, type Identity } from './authority';
import { type Certificates, certificatesIn, identities } from './certificates';

/** A certificate is replaced this long before it ends. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

export interface KeepOptions {
  /** The names and addresses that are listened at. */
  readonly hosts: readonly string[];
  /** Whether others read them, each where it is mounted; the folder is its owner's alone all the same. */
  readonly mounted?: boolean;
}

/**
 * Makes an authority of this platform's own, and a certificate for each who needs one; makes anew what ends soon. Keys are for their
 * owner alone.
 *
 */
export async function keepCertificates(folder: string, { hosts, mounted = false }: KeepOptions): Promise<Certificates> {
  const mode = mounted ? 0o644 : 0o600;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const files = certificatesIn(folder);
  const authority = await keptAuthority(folder, { files, mode });
  for (const name of identities) {
    const { certificate, key, both } = files.of(name);
    if (existsSync(both) && lastsLongEnough(certificate)) continue;
    const made = await authority.issue({ name, hosts: [...new Set([name, ...hosts])] });
    replace(key, made.key, mode);
    replace(certificate, made.certificate, mode);
    replace(both, `${made.key}${made.certificate}\n`, mode);
  }
  return files;
}

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

const lastsLongEnough = (file: string) =>
  Date.parse(new X509Certificate(readFileSync(file)).validTo) - Date.now() > RENEW_BEFORE_MS;

/** In one step: whoever reads it anew has the old one or the new one. */
function replace(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.draft`, content.endsWith('\n') ? content : `${content}\n`, { mode });
  renameSync(`${file}.draft`, file);
}
