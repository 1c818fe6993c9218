import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const source = 'postgresql receiver';
const database = 'postgresql_database_name' as const;
const table = [database, 'postgresql_schema_name', 'postgresql_table_name'] as const;
const counter = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'counter', unit, description, labels, source });
const gauge = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'gauge', unit, description, labels, source });

/** PostgreSQL about itself. */
export const postgresqlInventory = {
  postgresqlBackends: gauge('postgresql_backends', '{connection}', 'Connections to a database', [database]),
  postgresqlConnectionMax: gauge('postgresql_connection_max', '{connection}', 'Connections the server may have', []),
  postgresqlCommits: counter('postgresql_commits_total', '{transaction}', 'Transactions committed', [database]),
  postgresqlRollbacks: counter('postgresql_rollbacks_total', '{transaction}', 'Transactions rolled back', [database]),
  postgresqlDeadlocks: counter('postgresql_deadlocks_total', '{deadlock}', 'Deadlocks found', [database]),
  postgresqlTempFiles: counter('postgresql_temp_files_total', '{file}', 'Files written because memory was short', [
    database,
  ]),
  postgresqlDatabaseSize: gauge('postgresql_db_size_bytes', 'By', 'Size of a database on disk', [database]),
  postgresqlRowsFetched: counter('postgresql_tup_fetched_total', '{row}', 'Rows given to queries', [database]),
  postgresqlRowsInserted: counter('postgresql_tup_inserted_total', '{row}', 'Rows inserted', [database]),
  postgresqlRowsUpdated: counter('postgresql_tup_updated_total', '{row}', 'Rows updated', [database]),
  postgresqlBlocksRead: counter('postgresql_blocks_read_total', '{block}', 'Blocks read, by where they were found', [
    ...table,
    'source',
  ]),
  postgresqlRows: gauge('postgresql_rows', '{row}', 'Rows of a table, live and dead', [...table, 'state']),
  postgresqlTableSize: gauge('postgresql_table_size_bytes', 'By', 'Size of a table on disk', table),
  postgresqlIndexScans: counter('postgresql_index_scans_total', '{scan}', 'Scans of an index', [
    ...table,
    'postgresql_index_name',
  ]),
  postgresqlCheckpoints: counter('postgresql_bgwriter_checkpoint_count_total', '{checkpoint}', 'Checkpoints', ['type']),
} as const;
