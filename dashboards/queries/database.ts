import { metrics } from '@sightline/catalogue';
import { matches, quantile, sum, value } from './promql';

const chosen = { service_name: matches('$service') };
const pool = 'db_client_connection_pool_name' as const;

/** The pools of the chosen services. */
export const connectionsUsed = sum(value(metrics.dbConnections, { ...chosen, db_client_connection_state: 'used' }), [
  pool,
]);
export const connectionsMax = sum(value(metrics.dbConnectionsMax, chosen), [pool]);
export const connectionsAwaited = sum(value(metrics.dbPendingRequests, chosen), [pool]);
export const connectionWait = (q: number) => quantile(q, metrics.dbConnectionWait, { matchers: chosen, by: [pool] });
