import type { Attributes } from './trace';

/**
 * Names of the semantic conventions that were others before they were stable, by the name they have now:
 * https://opentelemetry.io/docs/specs/semconv/non-normative/http-migration/ and its siblings.
 */
const formerly = {
  'http.request.method': ['http.method'],
  'http.request.resend_count': ['http.resend_count'],
  'http.response.status_code': ['http.status_code'],
  'url.full': ['http.url'],
  'url.path': ['http.target'],
  'server.address': ['net.peer.name', 'net.host.name', 'http.host'],
  'db.system.name': ['db.system'],
  'db.namespace': ['db.name'],
  'db.query.text': ['db.statement'],
  'db.operation.name': ['db.operation'],
  'messaging.destination.name': ['messaging.destination'],
  'messaging.destination.partition.id': ['messaging.kafka.destination.partition', 'messaging.kafka.partition'],
  'messaging.kafka.offset': ['messaging.kafka.message.offset'],
  'messaging.operation.type': ['messaging.operation'],
  'rpc.response.status_code': ['rpc.grpc.status_code'],
  'deployment.environment.name': ['deployment.environment'],
} as const;

export type ConventionalName = keyof typeof formerly;

/** The value of an attribute, whether a span's author goes by the conventions of now or of before. */
export function conventional(attributes: Attributes, name: ConventionalName): Attributes[string] | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const former = formerly[name].find((one) => attributes[one] !== undefined);
  return former && attributes[former];
}
