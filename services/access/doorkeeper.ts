import type { IncomingMessage } from 'node:http';
import { type ApiKeys, type Caller } from './api-keys';
import { anonymousName } from './keys-file';
import type { Right } from './rights';
import { certifiedName } from './server-tls';

export interface Admission {
  /** Who is let in by a certificate: the names in them. */
  readonly names: readonly string[];
  /** Who is let in by a key: who has the right. */
  readonly right?: Right;
}

/** How one is turned away. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Lets in programs by their certificates, and people by their keys, which a browser asks for by itself. */
export class Doorkeeper {
  /** @param keys none where a key lets nobody in */
  constructor(private readonly keys?: Pick<ApiKeys, 'anonymous' | 'callerOf'>) {}

  /** @returns why not; undefined when the request may pass. */
  refusalOf(request: IncomingMessage, { names, right }: Admission): Refusal | undefined {
    const certified = certifiedName(request);
    if (certified !== undefined && names.includes(certified)) return undefined;
    const caller = right && this.#callerOf(request);
    if (right && caller?.rights.has(right)) return undefined;
    const who = caller && caller.name !== anonymousName ? `The key "${caller.name}"` : undefined;
    if (certified !== undefined || who)
      return refusal(
        403,
        `${who ?? `Who is called "${certified}"`} may not do that${right ? `: it takes the right ${right}` : ''}`,
      );
    if (!right || !this.keys) return refusal(401, 'A certificate of the platform is needed');
    return {
      ...refusal(
        401,
        `A key with the right ${right} is needed: as the password of any user, as a bearer token or in the header x-api-key`,
      ),
      headers: {
        'www-authenticate': 'Basic realm="Sightline: any name, and an API key as the password", charset="UTF-8"',
      },
    };
  }

  #callerOf(request: IncomingMessage): Caller | undefined {
    const key = keyOf(request);
    return key === undefined ? this.keys?.anonymous : this.keys?.callerOf(key);
  }
}

const refusal = (status: Refusal['status'], message: string): Refusal => ({ status, message, headers: {} });

/** In the header of our own, as a bearer token, or as the password of whoever. */
export function keyOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const own = headers['x-api-key'];
  if (own) return String(own);
  const [, scheme, value] = /^(bearer|basic) +([^ ]+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString()) ?? [];
  return password || undefined;
}
