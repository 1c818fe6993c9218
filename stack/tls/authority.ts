import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** So far two clocks may be apart. */
const EARLIER_MS = 300_000;

/** A certificate and its private key, in PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Issue {
  /** Who it is for: the common name, which Kafka and others know it by. */
  readonly name: string;
  /** The group it is of: Kubernetes gives rights to groups. */
  readonly organization?: string;
  /** Where it may listen: names and addresses. */
  readonly hosts: readonly string[];
  readonly days?: number;
  /** Milliseconds since 1970. */
  readonly from?: number;
}

/** Signs certificates that only who trusts it believes. */
export class Authority {
  private constructor(
    private readonly own: Identity,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** What those need who are to believe it. */
  get certificate(): string {
    return this.own.certificate;
  }

  /** To keep it: the key makes anybody an authority. */
  get identity(): Identity {
    return this.own;
  }

  static async make(name: string): Promise<Authority> {
    const keys = await makeKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned(
      {
        name: [{ CN: [name] }],
        serialNumber: serialNumber(),
        notBefore: new Date(Date.now() - EARLIER_MS),
        notAfter: new Date(Date.now() + 3650 * DAY_MS),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
          new x509.BasicConstraintsExtension(true, 0, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
      },
      webcrypto as never,
    );
    return new Authority({ certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) }, keys);
  }

  static async of(own: Identity): Promise<Authority> {
    const der = Buffer.from(own.key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
    const publicKey = await new x509.X509Certificate(own.certificate).publicKey.export(
      algorithm,
      ['verify'],
      webcrypto as never,
    );
    return new Authority(own, { privateKey, publicKey: publicKey as webcrypto.CryptoKey });
  }

  /** A certificate for one who both listens and calls. */
  async issue({ name, organization, hosts, days = 90, from = Date.now() - EARLIER_MS }: Issue): Promise<Identity> {
    const keys = await makeKeys();
    const issuer = new x509.X509Certificate(this.own.certificate);
    const certificate = await x509.X509CertificateGenerator.create(
      {
        subject: [...(organization ? [{ O: [organization] }] : []), { CN: [name] }],
        issuer: issuer.subject,
        serialNumber: serialNumber(),
        notBefore: new Date(from),
        notAfter: new Date(from + days * DAY_MS),
        signingAlgorithm: algorithm,
        publicKey: keys.publicKey,
        signingKey: this.keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
          new x509.SubjectAlternativeNameExtension(
            hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
          ),
          await x509.AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto as never),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto as never),
        ],
      },
      webcrypto as never,
    );
    return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
  }
}

const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const serialNumber = () => `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}
