export { type BadVariable, InvalidConfig, readConfig } from './read-config';
export { fastifyServer, type LimitedServerOptions, limitedServer, serverLimits, underTls } from './server-limits';
export { setting } from './settings';
