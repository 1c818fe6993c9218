export { type BadVariable, InvalidConfig, readConfig } from './read-config';
export { fastifyServer, type LimitedServerOptions, limitedServer, serverLimits } from './server-limits';
export { setting } from './settings';
