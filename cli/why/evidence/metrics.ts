import { inventory, metrics as ownMetrics } from '@sightline/catalogue';
import { BackendError, concurrently } from '@sightline/stores';
import { compare } from '../compare';
import type { Context, Evidence } from '../context';
import type { Finding } from '../finding';
import { amount } from '../numbers';
import { subjectOf } from '../subject';

/** All at once, the last would wait longer than an answer may take. */
const concurrency = 6;

interface Declared {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit: string;
  readonly description: string;
  readonly source?: string;
}

/** Asked elsewhere (spans, requests, SLOs, alerts), about the machine as a whole, or about how business goes. */
const leftOut =
  /^(ecommerce_(active|avg|revenue)|feature_flag_|traces_|slo:|sloth_|system_|ALERTS|up$|http_server_request|process_start|target_info|scrape_|v8js_memory_heap_(limit|space))/;

/** What others measure of their everyday work follows the traffic; of theirs only what tells of trouble is compared. */
const trouble = /fail|refused|dropped|error|deadlock|rollback|temp_files|queue_size|lag|members|brokers|backends/;

/** Every metric of the catalogue that is not as it was: whatever is measured may tell. */
export const metrics: Evidence = {
  name: 'metrics',
  async find(context) {
    const declared: readonly Declared[] = [...Object.values(ownMetrics), ...Object.values(inventory)];
    const asked = declared.filter(({ name, source }) => !leftOut.test(name) && (!source || trouble.test(name)));
    const found = await concurrently(concurrency, asked, (metric) => find(context, metric).catch(unlessLate));
    const late = found.filter((each) => each instanceof BackendError);
    const [first] = late;
    if (first && late.length === asked.length) throw first;
    return found.flatMap((each) => (each instanceof BackendError ? [] : each));
  },
};

/** One question of dozens that takes too long must not cost the answers to the others. */
function unlessLate(error: unknown): BackendError {
  if (error instanceof BackendError) return error;
  throw error;
}

async function find(context: Context, metric: Declared): Promise<Finding[]> {
  const { name, type, unit, description } = metric;
  return compare(context, {
    evidence: 'metrics',
    query: queryOf(metric, context.window),
    weight: 0.5,
    trouble: type === 'gauge' ? 'either' : 'more',
    tolerance: toleranceOf(metric),
    ...(type === 'counter' && { missing: 0 }),
    about: (labels) => subjectOf(labels, name, context.known),
    message: (labels, { before, now }) =>
      `${series(name, labels)} ${amount(now)}${perWork(metric)}, before ${amount(before)} (${unit}: ${description})`,
  });
}

const place = 'service_instance_id, service_namespace, service_version, deployment_environment_name';

/** Work that arrives: requests and messages. */
const work = (window: string) =>
  `sum by (service_name) (rate(${inventory.spanCalls.name}{span_kind=~"SPAN_KIND_(SERVER|CONSUMER)"}[${window}]))`;

/** Counters of the services are taken for each request or message, so that more traffic alone is nothing. */
function queryOf({ name, type, source }: Declared, window: string): string {
  const rate = (metric: string, without = place) => `sum without (${without}) (rate(${metric}[${window}]))`;
  switch (type) {
    case 'gauge':
      return `max without (${place}) (${name})`;
    case 'counter':
      return source === undefined ? `${rate(name)} / on (service_name) group_left ${work(window)}` : rate(name);
    case 'histogram':
      return `${rate(`${name}_sum`)} / ${rate(`${name}_count`)}`;
  }
}

const perWork = ({ type, source }: Declared) => (type === 'counter' && !source ? ' for each request or message' : '');

function toleranceOf({ type, unit }: Declared): (before: number) => number {
  const part = type === 'gauge' ? 0.15 : 0.3;
  const least = type === 'counter' ? 0.05 : unit === 's' ? 0.01 : unit === 'By' ? 2e6 : unit === '1' ? 0.05 : 1;
  return (before) => Math.max(least, Math.abs(before) * part);
}

function series(name: string, { service_name, ...labels }: Readonly<Record<string, string>>): string {
  const shown = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return `${service_name ? `${service_name}: ` : ''}${name}${shown.length > 0 ? `{${shown.join(', ')}}` : ''}`;
}
