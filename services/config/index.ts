export { type BadVariable, InvalidConfig, readConfig } from './read-config';
export { serverLimits } from './server-limits';
export { setting } from './settings';
