import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BackendError } from './backend-error';

/** A token or a password: never written down itself, but the file or the variable of the environment that holds it. */
export type Secret = { readonly file: string } | { readonly variable: string };

/** Where a store is, and how one is let in. Files are paths; `~/` is the home folder. */
export interface Access {
  /** The base address; what the store's own API calls its paths comes after it. */
  readonly url: string;
  readonly bearerToken?: Secret;
  readonly basicAuth?: { readonly username: string; readonly password: Secret };
  /** Sent with each request: `X-Scope-OrgID` names the tenant to Loki, Tempo and Mimir. One that is a secret is named as such. */
  readonly headers?: Readonly<Record<string, string | Secret>>;
  /** A PEM file of the authorities that may have signed the store's certificate, in place of the usual ones. */
  readonly ca?: string;
  /** The name in the store's certificate, where it is reached by another address. */
  readonly serverName?: string;
  /** PEM files by which one is known to the store. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: string };
  /** How long a whole answer may take, in milliseconds (default: 10 s). */
  readonly timeoutMs?: number;
}

/** An address alone, where one needs no letting in. */
export type Place = string | Access;

export const accessOf = (place: Place): Access => {
  const access = typeof place === 'string' ? { url: place } : place;
  let end = access.url.length;
  while (access.url[end - 1] === '/') end--;
  return { ...access, url: access.url.slice(0, end) };
};

/**
 * What a request has to carry. Secrets are read anew each time, so that they may change while the program runs.
 *
 * @throws {BackendError} BACKEND_ACCESS when one is not there, or would go over the network for all to read.
 */
export function credentials(backend: string, { url, bearerToken, basicAuth, headers }: Access): Record<string, string> {
  const denied = (reason: string) => new BackendError('BACKEND_ACCESS', backend, `${backend}: ${reason}`);
  if (!URL.canParse(url)) throw denied('what is given is no address: give one such as https://store.example.com');
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password) {
    throw denied(
      'its address holds a name or a password: leave them out, and name a file or a variable that holds them',
    );
  }
  const hidden = Object.entries(headers ?? {}).filter(
    ([name, value]) => typeof value !== 'string' || isSecretName(name),
  );
  if ((bearerToken || basicAuth || hidden.length > 0) && protocol === 'http:' && !isLoopback(hostname))
    throw denied(`a token or password goes to ${hostname} over https only: give an address that begins with https://`);
  const reveal = (secret: Secret, what: string) => {
    const text = 'file' in secret ? contentOf(secret.file) : process.env[secret.variable];
    if (text?.trim()) return text.trim();
    const where = 'file' in secret ? `file ${secret.file}` : `variable ${secret.variable}`;
    throw denied(`its ${what} should be in the ${where}, which cannot be read or is empty`);
  };
  const shown = Object.entries(headers ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? value : reveal(value, `header ${name}`)] as const,
  );
  const carried = {
    ...Object.fromEntries(shown),
    ...(bearerToken && { authorization: `Bearer ${reveal(bearerToken, 'token')}` }),
    ...(basicAuth && { authorization: basic(basicAuth.username, reveal(basicAuth.password, 'password')) }),
  };
  for (const [name, value] of Object.entries(carried))
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw denied(`what is to be sent as ${name} holds what no header may: more than one line?`);
  return carried;
}

const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Whether what is called so lets somebody in: a header, a setting. */
export const isSecretName = (name: string) => /auth|token|secret|passw|cookie|api-?_?key|credential/i.test(name);

const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(expandedHome(file), 'utf8');
  } catch {
    return undefined;
  }
}

/** @throws when a file cannot be read. */
export function certificates({
  ca,
  clientCertificate,
  serverName,
}: Pick<Access, 'ca' | 'clientCertificate' | 'serverName'>) {
  const read = (file: string) => readFileSync(expandedHome(file), 'utf8');
  return {
    ...(ca && { ca: read(ca) }),
    ...(serverName && { servername: serverName }),
    ...(clientCertificate && { cert: read(clientCertificate.certificate), key: read(clientCertificate.key) }),
  };
}

/** A path as a shell reads one that begins with `~/`. */
export const expandedHome = (file: string): string => (file.startsWith('~/') ? join(homedir(), file.slice(2)) : file);
