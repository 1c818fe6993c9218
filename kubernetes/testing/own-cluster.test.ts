import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ClusterError } from '../cluster/cluster-error';
import { Interrupted, withOwnCluster } from './own-cluster';

function cluster(start = async () => 'running') {
  const events: string[] = [];
  const stop = async () => events.push('stopped');
  return { events, start, stop, process: new EventEmitter() };
}

describe('a cluster of its own', () => {
  it('is ended when the work is done, and when it fails', async () => {
    const own = cluster();
    expect(await withOwnCluster(own, async (state) => state)).toBe('running');
    expect(own.events).toEqual(['stopped']);
    await expect(withOwnCluster(own, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(own.events).toEqual(['stopped', 'stopped']);
  });

  it('is not ended where it was not started: it runs for somebody else', async () => {
    const told = { problem: 'a cluster runs already', remedy: 'stop it' };
    const own = cluster(() => Promise.reject(new ClusterError('ALREADY_RUNNING', told)));
    await expect(withOwnCluster(own, async () => 'done')).rejects.toThrow('a cluster runs already');
    expect(own.events).toEqual([]);
  });

  it.each(['SIGHUP', 'SIGINT', 'SIGTERM'])('is ended on %s, and so is the work', async (signal) => {
    const own = cluster();
    const ended = withOwnCluster(own, async (_, interrupted) => {
      setImmediate(() => own.process.emit(signal, signal));
      await once(interrupted, 'abort');
      own.events.push('work ended');
      return new Promise(() => {});
    });
    await expect(ended).rejects.toThrow(new Interrupted(signal));
    expect(own.events.sort()).toEqual(['stopped', 'work ended']);
    expect(own.process.eventNames()).toEqual([]);
  });
});
