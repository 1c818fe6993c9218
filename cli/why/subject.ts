import { applicationOf } from '@sightline/stack';

/** What may be to blame. */
export interface Subject {
  readonly kind: 'component' | 'flag' | 'release' | 'traffic';
  /** `payment`, `bank`, `postgres`; the flag's key; `order 0.2.0`; what the traffic is of. */
  readonly name: string;
}

/** Of several instances, the service they are of: which of them it is stands in the message. */
export const component = (name: string): Subject => ({
  kind: 'component',
  name: componentNames[name] ?? applicationOf(name),
});
/** The machine that everything runs on. */
export const host: Subject = { kind: 'component', name: 'host' };
export const flag = (key: string): Subject => ({ kind: 'flag', name: key });
export const release = (service: string, version: string): Subject => ({
  kind: 'release',
  name: `${service} ${version}`,
});

export const subjectKey = ({ kind, name }: Subject) => `${kind} ${name}`;

/** Where telemetry calls a process by another name than the runner does. */
const componentNames: Readonly<Record<string, string>> = { 'otel-collector': 'collector', postgresql: 'postgres' };

type Labels = Readonly<Record<string, string>>;

/**
 * Whom a series, a span or a log line is about, by what its labels mean: the other side of a call before the side that tells of
 * it.
 *
 * @param name of the metric, event or span; one that begins with a component's name (`bank_…`, `bank.…`, `bank …`) is about that.
 */
export function subjectOf(labels: Labels, name = '', known: ReadonlySet<string> = new Set()): Subject {
  const flagKey = labels.feature_flag_key ?? labels['feature_flag.key'];
  if (flagKey !== undefined) return flag(flagKey);
  if (labels.postgresql_database_name !== undefined || labels['db.system.name'] === 'postgresql')
    return component('postgres');
  // Ours has one server for all of its databases; elsewhere a database is known by its own name.
  if (labels.connection_type === 'database' && known.has('postgres')) return component('postgres');
  // `otlp_http/loki`: the collector's way to Loki.
  const exporter = labels.exporter?.split('/').at(-1);
  if (exporter !== undefined) return component(exporter);
  const other = labels.server ?? labels['peer.service'] ?? labels.group;
  if (other !== undefined) return component(other);
  const [first = ''] = name.split(/[\s._]/);
  if (known.has(first)) return component(first);
  return component(labels.service_name ?? labels.job ?? (first === 'kafka' ? 'kafka' : 'collector'));
}
