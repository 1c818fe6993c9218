import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isSame, type Settings } from '@sightline/stack';
import { removeCgroups } from './cgroups';
import { ClusterError } from './cluster-error';
import { clusterFolder } from './folder';
import { readState } from './state';
import { whatIsLeft } from './what-is-left';

const endWithinMs = 60_000;

/**
 * Ends the cluster, if one runs, and takes away what one that was killed has left.
 *
 * @returns whether one ran. @throws {ClusterError} SOMETHING_LEFT
 */
export async function stopCluster(settings: Settings): Promise<boolean> {
  const folder = clusterFolder(settings.home);
  const state = readState(folder);
  if (state) {
    process.kill(state.keeper.pid, 'SIGTERM');
    for (const deadline = Date.now() + endWithinMs; isSame(state.keeper); await delay(50))
      if (Date.now() > deadline) process.kill(state.keeper.pid, 'SIGKILL');
  }
  await removeCgroups(folder.cgroup);
  rmSync(folder.path, { recursive: true, force: true });
  const left = whatIsLeft(folder, state);
  if (left.length > 0)
    throw new ClusterError('SOMETHING_LEFT', {
      problem: ['of the cluster there is left:', ...left].join('\n    '),
      remedy: 'end the processes that hold it, and stop it again',
    });
  return state !== undefined;
}
