import type { Replicas } from '../replicas';
import { applicationNames } from './applications';

/** Of one service's instances together, as far as each can still work with what it gets. */
const CONNECTIONS = 20;
const FEWEST_EACH = 8;
/** For migrations, the monitor, people and the superuser. */
const OTHERS = 40;
/** As many services with a database as there are: order and payment. */
const DATABASES = 2;

/** How many connections to PostgreSQL each of several instances keeps at most. */
export const poolSize = (instances: number): number => Math.max(FEWEST_EACH, Math.floor(CONNECTIONS / instances));

/** How many PostgreSQL must have room for. */
export const connectionsFor = (replicas: Replicas): number => {
  const used = applicationNames
    .map((name) => replicas[name] ?? 1)
    .map((instances) => instances * poolSize(instances))
    .sort((one, other) => other - one)
    .slice(0, DATABASES);
  return OTHERS + used.reduce((sum, each) => sum + each, 0);
};
