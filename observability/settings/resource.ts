import { randomUUID } from 'node:crypto';
import { readPairs } from './pairs';

/** The four every signal carries, and what else OTEL_RESOURCE_ATTRIBUTES gives. */
export type Resource = Readonly<Record<string, string>> & {
  readonly 'service.name': string;
  readonly 'service.version': string;
  readonly 'service.instance.id': string;
  readonly 'deployment.environment.name': string;
};

/** Who speaks. OTEL_SERVICE_NAME wins over `service.name` in OTEL_RESOURCE_ATTRIBUTES, as the specification says. */
export function resourceOf(env: NodeJS.ProcessEnv): Resource {
  const { pairs: given } = readPairs(env.OTEL_RESOURCE_ATTRIBUTES ?? '');
  const name = env.OTEL_SERVICE_NAME?.trim();
  return Object.freeze({
    'service.name': 'unknown_service:node',
    'service.version': '0.0.0',
    'service.instance.id': randomUUID(),
    'deployment.environment.name': 'local',
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    ...(name && { 'service.name': name }),
  });
}
