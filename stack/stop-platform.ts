import { setTimeout as delay } from 'node:timers/promises';
import { homeAt } from './home';
import { readSettings } from './settings';
import { endLeftovers } from './supervise/leftovers';
import { isSame } from './supervise/process-identity';
import { readState } from './supervise/state';

const patienceMs = 60_000;

/**
 * Stops the platform of `SIGHTLINE_HOME` in order, and ends by force what does not stop within a minute or was left behind.
 *
 * @returns whether there was anything to stop.
 */
export async function stopPlatform(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const state = readState(homeAt(readSettings(env).home).stateFile);
  if (!state) return false;
  const ran = isSame(state.supervisor);
  if (ran) process.kill(state.supervisor.pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isSame(state.supervisor) && Date.now() < deadline) await delay(100);
  if (isSame(state.supervisor)) process.kill(state.supervisor.pid, 'SIGKILL');
  const left = await endLeftovers(readState(homeAt(readSettings(env).home).stateFile) ?? state);
  return ran || left.length > 0;
}
