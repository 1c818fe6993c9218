export { type BadVariable, InvalidConfig, readConfig } from './read-config';
export { setting } from './settings';
