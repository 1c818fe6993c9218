import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { Authority } from './authority';
import { keyStore } from './key-store';

const password = 'a password';
let authority: Authority;
beforeAll(async () => {
  authority = await Authority.make('test');
});

/** By who reads such files every day; Node.js has the same library inside. */
const opens = (file: Buffer, passphrase: string) => () => createSecureContext({ pfx: file, passphrase });

describe('a key store', () => {
  it('is opened by its password, and by no other', async () => {
    const identity = await authority.issue({ name: 'zipkin', hosts: ['localhost'] });
    const file = keyStore({ identity, authority: authority.certificate }, password);
    expect(opens(file, password)).not.toThrow();
    expect(opens(file, 'another')).toThrow();
  });

  it('does not hold the key in the open', async () => {
    const identity = await authority.issue({ name: 'zipkin', hosts: ['localhost'] });
    const bytes = Buffer.from(identity.key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    const file = keyStore({ identity }, password);
    expect(file.includes(bytes.subarray(36, 68))).toBe(false);
  });
});
