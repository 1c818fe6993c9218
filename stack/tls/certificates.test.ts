import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as plainConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ConnectionOptions, connect, createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, type Identity } from './authority';
import { type Certificates, certificatesIn, identities } from './certificates';
import { keepCertificates } from './keep-certificates';

const folder = join(mkdtempSync(join(tmpdir(), 'sightline-tls-')), 'tls');
const hosts = ['127.0.0.1', 'localhost'];
let certificates: Certificates;
const read = (file: string) => readFileSync(file, 'utf8');
const contents = (of: string) =>
  readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, read(join(parentPath, name))]);

beforeAll(async () => {
  certificates = await keepCertificates(folder, { hosts });
});

afterAll(() => rmSync(dirname(folder), { recursive: true }));

describe('the certificates of a platform', () => {
  it('are for their owner alone', () => {
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      expect([file, statSync(join(folder, file)).mode & 0o077]).toEqual([file, 0]);
  });

  it.each(identities)('name %s, and are signed by the platform', (name) => {
    const certificate = new X509Certificate(read(certificates.of(name).certificate));
    expect(certificate.subject).toBe(`CN=${name}`);
    expect(certificate.verify(new X509Certificate(read(certificates.authority)).publicKey)).toBe(true);
    expect(['127.0.0.1'].every((address) => certificate.checkIP(address) !== undefined)).toBe(true);
    expect([name, 'localhost'].every((host) => certificate.checkHost(host) !== undefined)).toBe(true);
    expect(certificate.ca).toBe(false);
  });

  it('stay for later starts', async () => {
    const before = contents(folder);
    await keepCertificates(folder, { hosts });
    expect(contents(folder)).toEqual(before);
  });

  it('are made anew where they lack a host, or the authority is another', async () => {
    const other = join(dirname(folder), 'other');
    const of = () => new X509Certificate(read(certificatesIn(other).of('order').certificate));
    await keepCertificates(other, { hosts });
    const first = of().serialNumber;
    await keepCertificates(other, { hosts: [...hosts, 'shop.example.com'] });
    expect([of().serialNumber === first, of().checkHost('shop.example.com')]).toEqual([false, 'shop.example.com']);
    rmSync(join(other, 'authority.key'));
    await keepCertificates(other, { hosts });
    const { authority, of: filesOf } = certificatesIn(other);
    expect(of().verify(new X509Certificate(read(authority)).publicKey)).toBe(true);
    expect(read(filesOf('order').authority)).toBe(read(authority));
  });

  it('go into no folder that is somebody else’s, and close it to nobody', async () => {
    const taken = mkdtempSync(join(tmpdir(), 'sightline-taken-'));
    chmodSync(taken, 0o755);
    await expect(keepCertificates(taken, { hosts })).rejects.toThrow('give a folder that is not there yet');
    chmodSync(taken, 0o700);
    writeFileSync(join(taken, 'package.json'), '{}');
    await expect(keepCertificates(taken, { hosts })).rejects.toThrow('give a folder that is not there yet');
    chmodSync(taken, 0o755);
    expect([readdirSync(taken), statSync(taken).mode & 0o777]).toEqual([['package.json'], 0o755]);
    rmSync(taken, { recursive: true });
  });

  it('that are mounted can be read where their folder is, and what signs them by nobody', async () => {
    const mounted = join(dirname(folder), 'mounted');
    await keepCertificates(mounted, { hosts, mounted: true });
    const modeOf = (...path: string[]) => statSync(join(mounted, ...path)).mode & 0o777;
    expect([modeOf(), modeOf('authority.key')]).toEqual([0o700, 0o600]);
    expect([modeOf('order'), modeOf('order', 'key.pem')]).toEqual([0o755, 0o644]);
  });
});

describe('who is let in by certificate', () => {
  let other: Authority;
  let own: Authority;
  let server: ReturnType<typeof createServer>;
  let port: number;

  beforeAll(async () => {
    own = await Authority.of({ certificate: read(certificates.authority), key: read(join(folder, 'authority.key')) });
    other = await Authority.make('somebody else');
    const { certificate, key } = certificates.of('collector');
    server = createServer(
      {
        cert: read(certificate),
        key: read(key),
        ca: read(certificates.authority),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (socket) => socket.on('error', () => {}).end('welcome'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  const answer = (options: ConnectionOptions) =>
    new Promise<string>((resolve) => {
      let said = '';
      const socket = connect({ host: '127.0.0.1', port, ...options })
        .on('data', (data) => {
          said += data;
        })
        .on('error', () => {})
        .on('close', () => resolve(said));
      socket.setTimeout(5_000, () => socket.destroy());
    });
  const trusting = (identity?: Identity) => ({
    ca: certificates && read(certificates.authority),
    ...(identity && { cert: identity.certificate, key: identity.key }),
  });
  const day = 86_400_000;

  it('is whoever has one of the platform', async () => {
    expect(await answer(trusting(await own.issue({ name: 'order', hosts })))).toBe('welcome');
  });

  it.each<[string, () => Promise<ConnectionOptions>]>([
    ['who has none', async () => trusting()],
    ['who has one of another authority', async () => trusting(await other.issue({ name: 'order', hosts }))],
    [
      'whose has ended',
      async () => trusting(await own.issue({ name: 'order', hosts, from: Date.now() - 3 * day, days: 2 })),
    ],
    ['whose has not begun', async () => trusting(await own.issue({ name: 'order', hosts, from: Date.now() + day }))],
    [
      'who does not trust the platform',
      async () => ({ ...trusting(await own.issue({ name: 'order', hosts })), ca: other.certificate }),
    ],
  ])('is nobody %s', async (_, options) => {
    expect(await answer(await options())).toBe('');
  });

  it('is nobody who speaks plain text', async () => {
    const said = await new Promise<string>((resolve) => {
      let all = '';
      const socket = plainConnect({ host: '127.0.0.1', port }, () => socket.write('GET / HTTP/1.1\r\n\r\n'))
        .on('data', (data) => {
          all += data;
        })
        .on('error', () => {})
        .on('close', () => resolve(all));
    });
    expect(said).not.toContain('welcome');
  });
});
