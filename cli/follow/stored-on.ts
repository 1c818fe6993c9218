import type { Stored } from '@sightline/stores';
import type { Connections } from '../connections';

/** Where a platform keeps traces, and their log lines if it keeps any. */
export const storedOn = (connections: Connections): Stored => ({
  traces: connections.traces,
  ...(connections.has('logs') && { logs: connections.logs }),
});
