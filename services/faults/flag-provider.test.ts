import { OpenFeature } from '@openfeature/server-sdk';
import { ApiKeys, rights } from '@sightline/access';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { endlessAnswer, hangingPeer } from '../../observability/testing/hanging-peer';
import { createFlagService } from '../flags/flag-service';
import { FlagProvider } from './flag-provider';
import { hasFault } from './has-fault';
import { onFault } from './on-fault';

afterEach(async () => {
  vi.restoreAllMocks();
  await OpenFeature.clearProviders();
});

async function running() {
  const service = createFlagService({ keys: new ApiKeys({ anonymous: [...rights], keys: [] }) });
  const url = await service.listen({ host: '127.0.0.1', port: 0 });
  const put = (key: string) => service.inject({ method: 'PUT', url: `/flags/${key}`, payload: {} });
  const clear = () => service.inject({ method: 'DELETE', url: '/flags' });
  return { service, url, put, clear };
}

describe('a service', () => {
  it('hears of a flag that is switched, and of its end', async () => {
    const { service, url, put, clear } = await running();
    await OpenFeature.setProviderAndWait(new FlagProvider(url));
    const heard: boolean[] = [];
    onFault('log-flood', (on) => heard.push(on));
    expect(await hasFault('slow-query')).toBe(false);
    await put('slow-query');
    await put('log-flood');
    await vi.waitFor(async () => expect(await hasFault('slow-query')).toBe(true), 5_000);
    await clear();
    await vi.waitFor(async () => expect(await hasFault('slow-query')).toBe(false), 5_000);
    await vi.waitFor(() => expect(heard).toEqual([true, false]));
    await service.close();
  });

  it('does everything the good way where there is no flag service', async () => {
    await OpenFeature.setProviderAndWait(new FlagProvider('http://127.0.0.1:9'));
    expect(await hasFault('slow-query')).toBe(false);
  });

  it.each([
    ['accepts and never answers', undefined],
    ['trickles its answer', endlessAnswer()],
  ])('leaves every mistake off that it was told of before its flag service %s', async (_, meet) => {
    const { service, url, put } = await running();
    await put('slow-query');
    await OpenFeature.setProviderAndWait(new FlagProvider(url));
    expect(await hasFault('slow-query')).toBe(true);
    await service.close();
    const peer = await hangingPeer(meet, Number(new URL(url).port));
    onTestFinished(() => peer.close());
    await expect.poll(() => peer.open.size, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(await hasFault('slow-query')).toBe(true);

    const { now } = Date;
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 10_001);
    await expect.poll(() => hasFault('slow-query'), { timeout: 5_000 }).toBe(false);
    // Each question has ended before the next one begins.
    expect(peer.open.size).toBeLessThanOrEqual(2);
  });

  it('does what its request asks for, whatever the flag service says', async () => {
    await OpenFeature.setProviderAndWait(new FlagProvider(undefined));
    const client = OpenFeature.getClient();
    expect(await client.getBooleanValue('slow-query', false, { faults: ['slow-query'] })).toBe(true);
  });
});
