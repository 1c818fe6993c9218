import type { Addresses, PortName } from '@sightline/stack';
import { component, type Subject } from './subject';

/** What listens at a port, where that is not called as the port is. */
const listeners: Partial<Record<PortName, string>> = {
  grafana: 'viewer',
  loki: 'loki-api',
  lokiReceiver: 'collector',
  otlpGrpc: 'collector',
  otlpHttp: 'collector',
  collectorMetrics: 'collector',
  collectorHealth: 'collector',
  tempoOtlpHttp: 'tempo',
  tempoGrpc: 'tempo',
  lokiGrpc: 'loki',
  kafkaController: 'kafka',
};

/** What an error names besides addresses: PostgreSQL's codes and its own words, Kafka's error names. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const dialects = [
  {
    of: 'postgres',
    words:
      /\b(0[38][0-9A-Z]{3}|25006|25P0[23]|3D000|3F000|40P01|42[P0-9][0-9A-Z]{2}|53[0-9]{3}|55P0[0-9]|57P0[0-9]|57014|58[0-9P][0-9]{2})\b|lock timeout|statement timeout|deadlock detected|too many clients|remaining connection slots|relation ".*" does not exist|permission denied for|Query read timeout|Connection terminated|timeout exceeded when trying to connect/,
  },
  {
    of: 'kafka',
    words:
      /\b[A-Z]+(_[A-Z]+)*_(PARTITION|TOPIC|LEADER|LEADER_OR_FOLLOWER|COORDINATOR|REPLICAS|EPOCH)\b|UNKNOWN_TOPIC_OR_PARTITION|does not host this topic|KafkaJS|no leader|broker|group coordinator/i,
  },
];

/** The component that an error message points to by an address, a code or its own words; none, when it points to nobody. */
export function culpritOf(text: string, addresses: Addresses | undefined): Subject | undefined {
  for (const [, port] of text.matchAll(/[\w.\-\]]+:(\d{2,5})\b/g)) {
    const entry = Object.entries(addresses?.ports ?? {}).find(([, number]) => number === Number(port));
    if (entry) return component(listeners[entry[0] as PortName] ?? entry[0]);
  }
  const dialect = dialects.find(({ words }) => words.test(text));
  return dialect && component(dialect.of);
}
