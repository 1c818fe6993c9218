import { OpenFeature } from '@openfeature/server-sdk';
import type { RequestFault } from './catalogue';

const client = OpenFeature.getClient();

/**
 * Whether the work at hand is to be done the wrong way. Always `false` where faults are not started, and when the flag service
 * is away.
 */
export const hasFault = (name: RequestFault): Promise<boolean> => client.getBooleanValue(name, false);
