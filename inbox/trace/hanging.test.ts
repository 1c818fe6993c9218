import { afterEach, describe, expect, it, vi } from 'vitest';
import { endlessAnswer, type HangingPeer, hangingPeer } from '../../observability/testing/hanging-peer';
import { hurrySignals } from '../../observability/testing/hurry';
import { Prometheus } from './prometheus';
import { Traces } from './traces';

let peer: HangingPeer;
afterEach(async () => {
  vi.restoreAllMocks();
  await peer.close();
});

describe.each<[string, Parameters<typeof hangingPeer>[0]]>([
  ['accepts and never answers', undefined],
  ['trickles its answer', endlessAnswer()],
])('a store that %s', (_, meet) => {
  it('is given up on after two seconds', async () => {
    peer = await hangingPeer(meet);
    const url = `http://${peer.address}`;
    const limits = hurrySignals(10);
    const range = { from: 0, to: 1 };

    await expect(new Prometheus(url).recordingRules()).rejects.toThrow();
    await expect(new Prometheus(url).exemplars('up', range)).rejects.toThrow();
    // That there is an answer is enough here: its body is not read.
    const has = new Traces({ url, store: 'zipkin' }).has('a');
    await (meet ? has : expect(has).rejects.toThrow());
    expect(limits).toEqual([2_000, 2_000, 2_000]);
  });
});
