import { setTimeout as delay } from 'node:timers/promises';
import { signalGroup } from './process-group';
import { isSame } from './process-identity';
import type { SupervisorState } from './state';

/**
 * Ends what a supervisor that is gone has left running, by the identities it wrote down.
 *
 * @returns the components that were still alive.
 */
export async function endLeftovers(state: SupervisorState, { graceMs = 5000, pollMs = 50 } = {}): Promise<string[]> {
  const alive = () => state.components.filter(({ process: identity }) => identity && isSame(identity));
  const found = alive().map(({ name }) => name);
  const signalAll = (signal: NodeJS.Signals) => {
    for (const { process: identity } of alive()) if (identity) signalGroup(identity.pid, signal);
  };
  signalAll('SIGTERM');
  const deadline = Date.now() + graceMs;
  while (alive().length > 0 && Date.now() < deadline) await delay(pollMs);
  signalAll('SIGKILL');
  while (alive().length > 0) await delay(pollMs);
  return found;
}
