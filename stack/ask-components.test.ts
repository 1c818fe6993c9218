import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { addressesOf, defaultPorts } from './addresses';
import { askComponents } from './ask-components';
import type { PlatformState } from './read-platform';

const paths: (string | undefined)[] = [];
const answering = createServer(({ url }, response) => {
  paths.push(url);
  response.end();
});
const silent = createServer(() => {});
afterAll(() => {
  for (const server of [answering, silent]) {
    server.closeAllConnections();
    server.close();
  }
});

describe('components that are asked', () => {
  it('are told apart by whether they answer, whatever their dependencies do', async () => {
    for (const server of [answering, silent])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const portOf = (server: typeof silent) => (server.address() as AddressInfo).port;
    const ports = { ...defaultPorts, order: portOf(answering), bank: portOf(silent) };
    const components = [
      { name: 'order', status: 'ready' },
      { name: 'bank', status: 'ready' },
      { name: 'payment', status: 'restarting' },
    ];
    const platform = { addresses: addressesOf({ host: '127.0.0.1', ports }), components } as unknown as PlatformState;
    const asked = await askComponents(platform);
    expect(asked.map(({ name, answers }) => [name, answers])).toEqual([
      ['order', true],
      ['bank', false],
    ]);
    expect(paths).toEqual(['/health/live']);
  }, 10_000);
});
