local metrics = import 'metrics.libsonnet';
local house = import 'house.libsonnet';

local database = 'postgresql_database_name';
local chosen = database + '=~"$database"';
local by(expr) = house.sum([database], expr);
local legend = '{{postgresql_database_name}}';

local toService = house.dashboardLink('service', 'Service');
local toKafka = house.dashboardLink('kafka', 'Kafka and outbox');
local toHost = house.dashboardLink('host', 'Host and containers');
local toIncident = house.dashboardLink('incident', 'Incident');

local connections = by(house.series(metrics.postgresqlBackends, chosen));
local commits = by(house.rate(metrics.postgresqlCommits, chosen));
local rollbacks = by(house.rate(metrics.postgresqlRollbacks, chosen));
local size = by(house.series(metrics.postgresqlDatabaseSize, chosen));
local blocks(source) = by(house.rate(metrics.postgresqlBlocksRead, '%s, source=~"%s"' % [chosen, source]));
local rows(metric) = by(house.rate(metric, chosen));
local deadlocks = by(house.rate(metrics.postgresqlDeadlocks, chosen));
local spilled = by(house.rate(metrics.postgresqlTempFiles, chosen));

{
  title: 'PostgreSQL',
  description: 'The two databases from inside: connections, transactions, cache, rows, room. For whoever suspects the database.',
  tags: ['database'],
  variables: [house.labelValues('database', database, metrics.postgresqlBackends)],
  rows: [
    {
      title: 'Now',
      lines: [[
        house.stat({
          title: 'Connections',
          description: 'Sessions of each database. The services hold their pools open, so this hardly moves.',
          unit: 'short',
          queries: [house.query(legend, connections)],
          next: toService,
        }),
        house.stat({
          title: 'Connections in use',
          description: 'Of those the server may have. Near 100 % new ones are refused.',
          unit: 'percentunit',
          thresholds: house.ceiling(0.7, 0.9),
          queries: [house.query('used', 'sum(%s) / max(%s)' % [
            house.series(metrics.postgresqlBackends),
            house.series(metrics.postgresqlConnectionMax),
          ])],
          next: toService,
        }),
        house.stat({
          title: 'Rolled back',
          description: 'Share of the transactions that were rolled back. Conflicts and refusals make some; a jump is an error in the service.',
          unit: 'percentunit',
          thresholds: house.ceiling(0.05, 0.2),
          queries: [house.query(legend, '%s / (%s + %s > 0)' % [rollbacks, commits, rollbacks])],
          next: toIncident,
        }),
        house.stat({
          title: 'Found in memory',
          description: 'Share of the blocks read that were in PostgreSQL\'s own cache. Below 95 % for long: the cache is too small for the work.',
          unit: 'percentunit',
          thresholds: house.floor(0.95, 0.8),
          queries: [house.query(legend, '%s / (%s > 0)' % [blocks('.+_hit'), blocks('.+')])],
          next: toHost,
        }),
        house.stat({
          title: 'Size',
          description: 'On disk, indexes included.',
          unit: 'bytes',
          queries: [house.query(legend, size)],
          next: toHost,
        }),
      ]],
    },
    {
      title: 'Work',
      lines: [
        [
          house.timeSeries({
            title: 'Transactions committed',
            description: 'Per second. The relay of the outbox and the health checks make a steady floor.',
            unit: 'suffix:/s',
            queries: [house.query(legend, commits)],
            next: toService,
          }),
          house.timeSeries({
            title: 'Transactions rolled back',
            description: 'Per second. Look at the logs of the service of the same name when it rises.',
            unit: 'suffix:/s',
            queries: [house.query(legend, rollbacks)],
            next: toIncident,
          }),
          house.timeSeries({
            title: 'Connections',
            description: 'A step upwards is a second instance or a pool that leaks.',
            unit: 'short',
            queries: [house.query(legend, connections)],
            next: toService,
          }),
        ],
        [
          house.timeSeries({
            title: 'Rows read',
            description: 'Rows given to queries, per second. Far more rows than requests: a missing index or an N+1 query.',
            unit: 'suffix:/s',
            queries: [house.query(legend, rows(metrics.postgresqlRowsFetched))],
            next: toService,
          }),
          house.timeSeries({
            title: 'Rows written',
            description: 'Inserted and updated, per second.',
            unit: 'suffix:/s',
            queries: [
              house.query('inserted ' + legend, rows(metrics.postgresqlRowsInserted)),
              house.query('updated ' + legend, rows(metrics.postgresqlRowsUpdated)),
            ],
            next: toKafka,
          }),
          house.timeSeries({
            title: 'Deadlocks and spills',
            description: 'Deadlocks found, and files written because a sort did not fit into memory, per second. Both are zero in good health.',
            unit: 'suffix:/s',
            queries: [
              house.query('deadlocks ' + legend, deadlocks),
              house.query('spilled files ' + legend, spilled),
            ],
            next: toIncident,
          }),
        ],
      ],
    },
    {
      title: 'Room',
      lines: [[
        house.timeSeries({
          title: 'Blocks from memory and from disk',
          description: 'Blocks read per second, by where they were found. Reads from disk that rise with traffic mean a cache that is too small.',
          unit: 'suffix:/s',
          queries: [
            house.query('memory ' + legend, blocks('.+_hit')),
            house.query('disk ' + legend, blocks('.+_read')),
          ],
          next: toHost,
        }),
        house.timeSeries({
          title: 'Size',
          description: 'On disk. A slope is growth; plan for where it leads.',
          unit: 'bytes',
          queries: [house.query(legend, size)],
          next: toHost,
        }),
        house.barGauge({
          title: 'Largest tables',
          description: 'The ten largest tables on disk.',
          unit: 'bytes',
          queries: [house.query('{{postgresql_database_name}} {{postgresql_table_name}}', 'topk(10, %s)' % house.sum(
            [database, 'postgresql_table_name'], house.series(metrics.postgresqlTableSize, chosen)
          ))],
          next: toHost,
        }),
        house.barGauge({
          title: 'Dead rows',
          description: 'Rows that were updated or deleted and await vacuum. A table far ahead of the others is not vacuumed.',
          unit: 'short',
          queries: [house.query('{{postgresql_table_name}}', 'topk(10, %s)' % house.sum(
            [database, 'postgresql_table_name'], house.series(metrics.postgresqlRows, chosen + ', state="dead"')
          ))],
          next: toKafka,
        }),
      ]],
    },
  ],
}
