import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { addresses, homeAt, type PlatformState } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { productionFiles, root } from '../../observability/testing/production-files';
import { localPlatform } from './local';

const file = (name: string) => ({
  authority: `/tls/${name}/authority.pem`,
  certificate: `/tls/${name}/certificate.pem`,
  key: `/tls/${name}/key.pem`,
});

const stateOf = (more: Partial<PlatformState>) =>
  ({
    addresses: addresses({}),
    apiKey: 'key',
    traceStore: 'zipkin',
    logStore: 'victorialogs',
    home: homeAt('/home').path,
    components: [{ name: 'viewer' }],
    ...more,
  }) as PlatformState;

describe('the platform that runs here', () => {
  it('is asked as it is', () => {
    for (const part of Object.values(localPlatform(stateOf({})).platform))
      expect(part).toEqual(expect.not.objectContaining({ ca: expect.anything() }));
  });

  it('where each proves who it is, is asked over TLS for every part, by the certificate of the operator', () => {
    const certificates = { authority: '/tls/authority.pem', of: file } as unknown as PlatformState['certificates'];
    const closed = stateOf({ addresses: addresses({ SIGHTLINE_SECURE: 'on' }), ...(certificates && { certificates }) });
    const { platform, shop } = localPlatform(closed);
    const own = {
      ca: '/tls/operator/authority.pem',
      clientCertificate: expect.objectContaining({ certificate: '/tls/operator/certificate.pem' }),
    };
    expect(Object.keys(platform).length).toBeGreaterThan(5);
    for (const part of Object.values(platform))
      expect(part).toMatchObject({ url: expect.stringMatching(/^https:/), ...own });
    expect(shop?.own).toMatchObject(own);
  });
});

it('is asked by no command, incident or load with the usual fetch, which knows no certificates of ours', () => {
  const asking = ['cli', 'traffic', 'inbox', 'viewer/serve'].flatMap((folder) => productionFiles(join(root, folder)));
  expect(asking.length).toBeGreaterThan(200);
  const usual = asking.filter((path) => /(?<![.#\w])fetch\(/.test(readFileSync(path, 'utf8')));
  expect(usual.map((path) => relative(root, path))).toEqual([]);
});
