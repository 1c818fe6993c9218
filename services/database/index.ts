export { connect, type DatabaseOptions, ping } from './connect';
export { isTransient } from './errors';
export { type MigrateOptions, migrate, roleOf, UnknownSchema } from './migrate';
export { type MigrationConfig, migrateAlone } from './migrate-alone';
export { databaseSettings } from './settings';
