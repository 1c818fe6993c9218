import { OpenFeature } from '@openfeature/server-sdk';
import type { RequestFault } from './catalogue';
import { requestFaults } from './request-faults';
import { switchedOn } from './switched-on';

const client = OpenFeature.getClient();

/**
 * Whether the work at hand is to be done the wrong way. Always `false` where faults are not started, and when the flag service
 * is away.
 */
export async function hasFault(name: RequestFault): Promise<boolean> {
  // The SDK takes tens of microseconds for its hooks and contexts: too much for a question whose answer is nearly always no.
  if (!switchedOn.has(name) && !requestFaults().includes(name)) return false;
  return client.getBooleanValue(name, false);
}
