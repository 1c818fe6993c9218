import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certifiedName, ServerTls } from './server-tls';
import { tlsFilesOf } from './tls-settings';

const folder = mkdtempSync(join(tmpdir(), 'sightline-tls-'));
const made = (name: string) => generate([{ name: 'commonName', value: name }], { keyType: 'ec', algorithm: 'sha256' });
const put = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(`${file}.draft`, text);
  renameSync(`${file}.draft`, file);
  return file;
};
const reports: string[] = [];
let client: Awaited<ReturnType<typeof made>>;
let server: Server;
let end: () => void;

beforeAll(async () => {
  const own = await made('one');
  client = await made('caller');
  const tls = new ServerTls(
    { ca: put('ca.pem', client.cert), certificate: put('own.pem', own.cert), key: put('own.key', own.private) },
    { onlyKnown: false },
  );
  server = createServer(tls.options, (asked, answer) => answer.end(String(certifiedName(asked))));
  end = tls.follow(server, ({ message }) => reports.push(message));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  end();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Whom the server takes the caller for, and whose certificate it shows. */
const asked = (identity: { cert?: string; key?: string } = {}) =>
  new Promise<{ caller: string; shown: unknown }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ host: '127.0.0.1', port, agent: false, rejectUnauthorized: false, ...identity }, (answer) => {
      const shown = (answer.socket as TLSSocket).getPeerCertificate().subject?.CN;
      answer.setEncoding('utf8').once('data', (caller: string) => resolve({ caller, shown }));
    })
      .on('error', reject)
      .end();
  });

describe('a server under TLS', () => {
  it('knows who shows a certificate of the authority, and nobody else', async () => {
    const stranger = await made('caller');
    expect((await asked({ cert: client.cert, key: client.private })).caller).toBe('caller');
    expect((await asked({ cert: stranger.cert, key: stranger.private })).caller).toBe('undefined');
    expect((await asked()).caller).toBe('undefined');
  });

  it('shows what is put in place of its files, and goes on with what it has where that cannot be used', async () => {
    expect((await asked()).shown).toBe('one');
    put('own.pem', 'no certificate');
    await expect.poll(() => reports, { timeout: 10_000 }).toEqual([expect.stringContaining('cannot be used')]);
    expect((await asked()).shown).toBe('one');
    const next = await made('two');
    put('own.key', next.private);
    put('own.pem', next.cert);
    await expect.poll(async () => (await asked()).shown, { timeout: 10_000 }).toBe('two');
  });
});

describe('the files of a certificate', () => {
  const all = { TLS_CA_FILE: 'a', TLS_CERTIFICATE_FILE: 'b', TLS_KEY_FILE: 'c' };

  it('are all there, or none', () => {
    expect(tlsFilesOf(all)).toEqual({ ca: 'a', certificate: 'b', key: 'c' });
    expect(tlsFilesOf({})).toBeUndefined();
  });

  it.each(Object.keys(all))('are refused without %s, which is named', (missing) => {
    expect(() => tlsFilesOf({ ...all, [missing]: undefined })).toThrow(`${missing} is not set`);
  });
});
