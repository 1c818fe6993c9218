import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { answering } from '../testing/answering';
import type { Access } from './access';
import { Backend } from './backend';
import { fetchOver } from './fetch-over';

const folder = mkdtempSync(join(tmpdir(), 'sightline-access-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (access: Access) => new Backend('Mimir', access).get('/x', z.unknown());

describe('who is to be let in', () => {
  /** What a server is sent along. */
  async function sent(access: Omit<Access, 'url'>): Promise<IncomingMessage['headers']> {
    let headers: IncomingMessage['headers'] = {};
    await using server = await answering((request) => {
      ({ headers } = request);
      return { body: {} };
    });
    await ask({ url: server.url, ...access });
    return headers;
  }

  it('shows a token from a file, as it is at that moment', async () => {
    const bearerToken = { file: file('token', 'first\n') };
    expect((await sent({ bearerToken })).authorization).toBe('Bearer first');
    file('token', 'second\n');
    expect((await sent({ bearerToken })).authorization).toBe('Bearer second');
  });

  it('shows a name and a password from a variable', async () => {
    vi.stubEnv('STORE_PASSWORD', 'secret');
    const { authorization } = await sent({ basicAuth: { username: 'me', password: { variable: 'STORE_PASSWORD' } } });
    expect(authorization).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`);
    vi.unstubAllEnvs();
  });

  it('names its tenant', async () => {
    expect(await sent({ headers: { 'X-Scope-OrgID': 'shop' } })).toMatchObject({ 'x-scope-orgid': 'shop' });
  });

  it.each<[string, Access, string]>([
    ['a file that is not there', { url: 'http://localhost:1', bearerToken: { file: '/no/token' } }, 'file /no/token'],
    ['a variable that is not set', { url: 'http://localhost:1', bearerToken: { variable: 'NO_TOKEN' } }, 'NO_TOKEN'],
    [
      'a network that all can read',
      { url: 'http://store.example', bearerToken: { variable: 'PATH' } },
      'over https only',
    ],
    ['an address that holds a password', { url: 'https://me:secret@store.example' }, 'leave them out'],
    [
      'a token of several lines',
      { url: 'http://localhost:1', bearerToken: { file: file('lines', 'a\nb') } },
      'more than one line',
    ],
    ['what is no address', { url: 'store.example' }, 'is no address'],
    [
      'a certificate that is not there',
      { url: 'https://localhost:1', ca: '/no/ca.pem' },
      'certificates cannot be used',
    ],
  ])('sends nothing with %s', async (_, access, message) => {
    const refused = ask(access);
    await expect(refused).rejects.toMatchObject({ code: 'BACKEND_ACCESS', message: expect.stringContaining(message) });
    await expect(refused).rejects.not.toThrow(/secret/);
  });

  it.each([401, 403])('is told to look at what it showed when the answer is %i', async (status) => {
    await using server = await answering(() => ({ status, body: 'no org id' }));
    await expect(ask({ url: server.url })).rejects.toMatchObject({
      code: 'BACKEND_ACCESS',
      message: `Mimir does not let us in at ${server.url}/x (${status}: no org id): look at its token or password, and at the tenant`,
    });
  });

  it('takes nothing along to where it is sent on', async () => {
    await using elsewhere = await answering(() => ({ body: {} }));
    const server = await answering(() => ({ status: 302, headers: { location: `${elsewhere.url}/login` }, body: '' }));
    await using _ = server;
    await expect(ask({ url: server.url, bearerToken: { variable: 'PATH' } })).rejects.toMatchObject({
      code: 'BACKEND_ACCESS',
      message: expect.stringContaining(`${elsewhere.url}/login`),
    });
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('a store with a certificate of its own', () => {
  const names: (string | undefined)[] = [];
  let server: ReturnType<typeof createServer>;
  let url: string;
  let ca: string;
  let clientCertificate: { certificate: string; key: string };

  beforeAll(async () => {
    const own = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', algorithm: 'sha256' });
    const client = await generate([{ name: 'commonName', value: 'checkout' }], { keyType: 'ec', algorithm: 'sha256' });
    ca = file('ca.pem', own.cert);
    clientCertificate = { certificate: file('client.pem', client.cert), key: file('client.key', client.private) };
    const options = { cert: own.cert, key: own.private, ca: client.cert, requestCert: true, rejectUnauthorized: false };
    server = createServer(options, (request, response) => {
      const socket = request.socket as TLSSocket;
      names.push(socket.authorized ? String(socket.getPeerCertificate().subject.CN) : undefined);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is not believed as it is', async () => {
    await expect(ask({ url })).rejects.toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      message: expect.stringMatching(/certificate/),
    });
  });

  it('is believed by the authority that is named', async () => {
    await ask({ url, ca });
    expect(names.at(-1)).toBeUndefined();
  });

  it('knows who shows a certificate', async () => {
    await ask({ url, ca, clientCertificate });
    expect(names.at(-1)).toBe('checkout');
  });

  it('knows it by what is put in place of the certificate, from the next connection on', async () => {
    const fetching = fetchOver({ ca, clientCertificate: { ...clientCertificate, certificate: file('next.pem', '-') } });
    const signal = AbortSignal.timeout(10_000);
    await expect(fetching(url, { signal })).rejects.toThrow();
    file('next.pem', readFileSync(clientCertificate.certificate, 'utf8'));
    await fetching(url, { signal });
    expect(names.at(-1)).toBe('checkout');
  });
});
