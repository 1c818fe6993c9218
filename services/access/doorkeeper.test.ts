import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiKeys } from './api-keys';
import { Doorkeeper, keyOf } from './doorkeeper';
import { hashOfKey } from './key';

const keys = new ApiKeys({
  anonymous: [],
  keys: [
    { name: 'reader', rights: ['telemetry:read'], sha256: hashOfKey('right') },
    { name: 'shopper', rights: ['orders:read'], sha256: hashOfKey('other') },
  ],
});
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const from = (headers: Record<string, string>, certified?: string) =>
  ({
    headers,
    socket: certified ? { authorized: true, getPeerCertificate: () => ({ subject: { CN: certified } }) } : {},
  }) as unknown as IncomingMessage;

describe('a key', () => {
  it.each([
    ['a header of our own', { 'x-api-key': 'right' }],
    ['a bearer token', { authorization: 'Bearer right' }],
    ['the password of whoever', basic('me:right')],
    ['the password of nobody', basic(':right')],
  ])('is taken from %s', (_, headers) => {
    expect(keyOf({ headers })).toBe('right');
  });

  it('is not made of what is none', () => {
    for (const authorization of ['', 'Basic', 'Basic !', 'Bearer', 'Digest right', 'Basic bm9jb2xvbg=='])
      expect(keyOf({ headers: { authorization } })).toBeUndefined();
  });

  it('is the whole password, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (password) => {
        expect(keyOf({ headers: basic(`name:${password}`) })).toBe(password);
      }),
    );
  });
});

describe('a doorkeeper', () => {
  const refused = (request: IncomingMessage, right?: 'telemetry:read', known: Doorkeeper = new Doorkeeper(keys)) =>
    known.refusalOf(request, { names: ['operator'], ...(right && { right }) })?.status;

  it.each<[string, IncomingMessage, number | undefined]>([
    ['lets in who has the right', from({ 'x-api-key': 'right' }), undefined],
    ['lets in whose certificate is named', from({}, 'operator'), undefined],
    ['lets in by a key whose certificate is not named', from({ 'x-api-key': 'right' }, 'order'), undefined],
    ['turns away who has another right', from({ 'x-api-key': 'other' }), 403],
    ['turns away whose certificate is not named', from({}, 'order'), 403],
    ['asks who one is who brings nothing', from({}), 401],
    ['asks who one is who brings a wrong key', from(basic('me:wrong')), 401],
  ])('%s', (_, request, status) => {
    expect(refused(request, 'telemetry:read')).toBe(status);
  });

  it('lets no key in where only certificates do', () => {
    expect(refused(from({ 'x-api-key': 'right' }))).toBe(401);
    expect(refused(from({ 'x-api-key': 'right' }), 'telemetry:read', new Doorkeeper())).toBe(401);
  });

  it('has a browser ask for the key', () => {
    const refusal = new Doorkeeper(keys).refusalOf(from({}), { names: [], right: 'telemetry:read' });
    expect(refusal?.headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"/);
  });
});
