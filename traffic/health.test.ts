import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { sayThatItLives } from './health';

it('says that it lives, and nothing else', async () => {
  const server = await sayThatItLives({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = async (path: string, method = 'GET') => {
    const { status, headers } = await fetch(`${url}${path}`, { method });
    return [status, headers.get('allow')];
  };
  expect(await answer('/health/live')).toEqual([200, null]);
  expect(await answer('/health/live', 'HEAD')).toEqual([200, null]);
  expect(await answer('/health/live', 'POST')).toEqual([405, 'GET, HEAD']);
  expect(await answer('/metrics')).toEqual([404, null]);
});
