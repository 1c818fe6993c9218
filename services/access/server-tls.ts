import { readFileSync } from 'node:fs';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { SecureContextOptions, TLSSocket, TlsOptions, Server as TlsServer } from 'node:tls';
import { changeOf } from './change-of';
import type { TlsFiles } from './tls-settings';

/** How soon a certificate that was replaced is shown. A poll, because what is mounted or moved into place wakes no watcher everywhere. */
const LOOK_EVERY_MS = 1_000;

/** Listening under TLS, with files that may be replaced while it listens. */
export class ServerTls {
  /** @param onlyKnown whether one without a certificate of the authority is not even spoken to; otherwise it may show a key. */
  constructor(
    private readonly files: TlsFiles,
    private readonly who: { readonly onlyKnown: boolean },
  ) {}

  /** As `node:https` takes them. @throws when a file cannot be read. */
  get options(): TlsOptions {
    return { ...this.#contents, requestCert: true, rejectUnauthorized: this.who.onlyKnown };
  }

  /**
   * Has a server that was made with these options show what is put in place of the files, within a second. What cannot be used is told, and what was is shown on.
   *
   * @returns ends it.
   */
  follow(server: HttpServer | TlsServer, report: (error: Error) => void): () => void {
    let seen = this.#change;
    const look = () => {
      const there = this.#change;
      if (there === seen) return;
      seen = there;
      try {
        if ('setSecureContext' in server) server.setSecureContext(this.#contents);
      } catch (cause) {
        report(new Error(`The new certificates cannot be used: ${(cause as Error).message}`, { cause }));
      }
    };
    const timer = setInterval(look, LOOK_EVERY_MS).unref();
    return () => clearInterval(timer);
  }

  get #change(): string {
    return Object.values(this.files).map(changeOf).join();
  }

  get #contents(): SecureContextOptions {
    const { ca, certificate, key } = this.files;
    return { ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.2' };
  }
}

/** The common name of the certificate that a request came with, where the authority signed it. */
export function certifiedName({ socket }: Pick<IncomingMessage, 'socket'>): string | undefined {
  const { authorized, getPeerCertificate } = socket as Partial<TLSSocket>;
  if (!authorized) return undefined;
  const name = getPeerCertificate?.call(socket).subject?.CN;
  return typeof name === 'string' ? name : undefined;
}
