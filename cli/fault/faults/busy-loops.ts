import { availableParallelism } from 'node:os';
import { host } from '../../why';
import { busyLoop } from '../busy-loop';
import type { Fault } from '../fault';

const perProcessor = 3;

export const busyLoops: Fault = {
  name: 'busy-loops',
  title: `${perProcessor} busy loops for each processor, in sessions of their own`,
  heldOut: false,
  truths: () => [host],
  async cause(ground) {
    for (let left = availableParallelism() * perProcessor; left > 0; left--) {
      const loop = busyLoop();
      ground.afterwards(() => void loop.kill('SIGKILL'));
    }
  },
};
