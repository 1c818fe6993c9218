import { createHash, createHmac, createPrivateKey, randomBytes } from 'node:crypto';

/** What a Java program is to have in its key store. All in PEM. */
export interface KeyStoreContent {
  /** Its own, with which it listens. */
  readonly identity?: { readonly certificate: string; readonly key: string };
  /** Whom it trusts. */
  readonly authority?: string;
}

/** A PKCS#12 file (RFC 7292) as Java reads it: the key encrypted with the password, certificates in the open, all of it sealed. */
export function keyStore({ identity, authority }: KeyStoreContent, password: string): Buffer {
  const bags = [
    ...(identity ? [keyBag(identity.key, password), certificateBag(identity.certificate, ownAttributes)] : []),
    ...(authority ? [certificateBag(authority, trustedAttributes)] : []),
  ];
  const content = sequence(data(sequence(...bags)));
  return sequence(integer(3), data(content), seal(content, password));
}

const iterations = 10_000;

/** HMAC with SHA-256, under a key made of the password. */
function seal(content: Buffer, password: string): Buffer {
  const salt = randomBytes(20);
  const sum = createHmac('sha256', sealKey(password, salt)).update(content).digest();
  const algorithm = sequence(objectId('2.16.840.1.101.3.4.2.1'), der(0x05));
  return sequence(sequence(algorithm, octets(sum)), octets(salt), integer(iterations));
}

/** RFC 7292, appendix B.2, with SHA-256: as long as its hash, so that one round of the outer loop is all. */
function sealKey(password: string, salt: Buffer): Buffer {
  const block = 64;
  const filled = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const text = Buffer.from(`${password}\0`, 'utf16le').swap16();
  let key: Buffer = Buffer.concat([Buffer.alloc(block, 3), filled(salt), filled(text)]);
  for (let round = 0; round < iterations; round++) key = createHash('sha256').update(key).digest();
  return key;
}

/** PKCS #8, encrypted with PBES2 (RFC 8018): PBKDF2 with SHA-256, AES. */
function keyBag(pem: string, passphrase: string): Buffer {
  const encrypted = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase });
  return sequence(objectId('1.2.840.113549.1.12.10.1.2'), explicit(encrypted), ownAttributes);
}

function certificateBag(pem: string, attributes: Buffer): Buffer {
  const certificate = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const bag = sequence(objectId('1.2.840.113549.1.9.22.1'), explicit(octets(certificate)));
  return sequence(objectId('1.2.840.113549.1.12.10.1.3'), explicit(bag), attributes);
}

/** https://www.rfc-editor.org/rfc/rfc5652#section-4 */
const data = (content: Buffer) => sequence(objectId('1.2.840.113549.1.7.1'), explicit(octets(content)));

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
/** Not negative. */
const integer = (value: number) => {
  const bytes = bytesOf(value);
  return der(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
};
const octets = (content: Buffer) => der(0x04, content);
const explicit = (content: Buffer) => der(0xa0, content);
const attribute = (id: string, value: Buffer) => sequence(objectId(id), der(0x31, value));

/** X.690: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function bytesOf(value: number): Buffer {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
}

/** Up to 127 in a byte, otherwise behind how many bytes it takes. */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes = bytesOf(length);
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(128 + (left % 128));
  return digits;
}

/** By it the key and its certificate are told to belong together. */
const ownAttributes = der(0x31, attribute('1.2.840.113549.1.9.21', octets(Buffer.from('own'))));
/** Java's own mark of a certificate that is trusted, here for whatever it is used. */
const trustedAttributes = der(0x31, attribute('2.16.840.1.113894.746875.1.1', objectId('2.5.29.37.0')));
