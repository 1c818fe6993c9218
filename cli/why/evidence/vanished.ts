import { inventory } from '@sightline/catalogue';
import type { Series } from '@sightline/stores';
import type { Context, Evidence } from '../context';
import type { Finding } from '../finding';
import { component, type Subject } from '../subject';
import type { TimeSpan } from '../times';

/** What a system keeps, each thing by the label that names it, as it is measured from outside. */
const kept = [
  { label: 'postgresql_index_name', metric: inventory.postgresqlIndexScans.name, what: 'index' },
  { label: 'postgresql_table_name', metric: inventory.postgresqlTableSize.name, what: 'table' },
  { label: 'postgresql_database_name', metric: inventory.postgresqlDatabaseSize.name, what: 'database' },
  { label: 'topic', metric: inventory.kafkaTopicPartitions.name, what: 'topic' },
  { label: 'group', metric: inventory.kafkaGroupMembers.name, what: 'consumer group' },
] as const;

/** What was there all the time, and is there no more, while others like it still are: dropped, deleted, lost. */
export const vanished: Evidence = {
  name: 'vanished',
  async find(context) {
    return (await Promise.all(kept.map((thing) => goneOf(context, thing)))).flat();
  },
};

/** Longer than one of them is ever behind the others. */
const missedSeconds = 20;

async function goneOf(context: Context, { label, metric, what }: (typeof kept)[number]): Promise<Finding[]> {
  // Whether it was measured, not what was: a value is shown for minutes after it was last heard of.
  const query = `group by (${label}) (present_over_time(${metric}[15s]))`;
  const series = await context.over(query);
  const { before, now } = context.times;
  // Measured at one go, and late together: the others tell until when there are measurements.
  const newest = Math.max(...series.map(({ points }) => points.at(-1)?.time ?? 0));
  if (newest * 1000 < now.since.getTime()) return [];
  const usual = Math.max(...series.map(({ points }) => within(points, before).length));
  return series.flatMap(({ labels, points }): Finding[] => {
    const last = points.at(-1);
    if (last === undefined || newest - last.time < missedSeconds) return [];
    const since = new Date(last.time * 1000);
    if (within(points, before).length < usual / 2 || since < before.until) return [];
    const link = context.link('prometheus', query);
    return [
      {
        evidence: 'vanished',
        subject: ownerOf(metric),
        message: `the ${what} ${labels[label]} is gone`,
        strength: 0.93,
        nature: 'own',
        because: 'it was measured all the time, and others like it still are',
        since,
        query,
        ...(link !== undefined && { link }),
      },
    ];
  });
}

const ownerOf = (metric: string): Subject => component(metric.startsWith('kafka') ? 'kafka' : 'postgres');

const within = (points: Series['points'], { since, until }: TimeSpan) =>
  points.filter(({ time }) => time * 1000 >= since.getTime() && time * 1000 <= until.getTime());
