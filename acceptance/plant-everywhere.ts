import { LokiStore } from '@sightline/stores';
import { ServiceApi } from '@sightline/traffic';
import { z } from 'zod';
import type { RunningPlatform } from './platform';

/** A schema of OpenAPI as far as it says where a text may stand. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.custom<Schema>() })) }).optional(),
});
const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.custom<Schema>()) }),
});

/** What clients, proxies and others put into requests. */
export const headers = [
  ...['user-agent', 'referer', 'origin', 'from', 'accept-language', 'via', 'forwarded', 'x-forwarded-for', 'x-real-ip'],
  ...['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'x-auth-token', 'x-csrf-token', 'x-request-id'],
  ...['idempotency-key', 'x-session-id', 'x-fault', 'if-none-match', 'baggage', 'tracestate', 'x-made-up'],
] as const;

/**
 * Sends `secret` in every parameter and every field of every operation that a service describes, and in every header. None of that does
 * anything: it is no id, no number and no order.
 *
 * @returns the traces of those requests.
 */
export async function plantInApi(
  { addresses, state }: RunningPlatform,
  { service, secret }: { service: 'order' | 'payment'; secret: string },
): Promise<string[]> {
  const url = addresses.url(service);
  const api = new ServiceApi({ url, apiKey: state().apiKey });
  const { paths, components } = description.parse(await (await fetch(`${url}/docs-json`)).json());
  const bodyOf = (schema: Schema, level = 0): unknown => {
    const of = schema.$ref === undefined ? schema : (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    if (level > 5) return secret;
    if (of.properties)
      return Object.fromEntries(Object.entries(of.properties).map(([name, each]) => [name, bodyOf(each, level + 1)]));
    return of.items ? [bodyOf(of.items, level + 1)] : secret;
  };
  const traces: (string | undefined)[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { parameters, requestBody }] of Object.entries(operations)) {
      const filled = path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(secret));
      const asked = parameters.filter((each) => each.in === 'query');
      const query = new URLSearchParams(asked.map(({ name }): [string, string] => [name, secret]));
      const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
      const answer = await api.request(method.toUpperCase(), `${filled}?${query}`, {
        ...(schema && { body: bodyOf(schema) }),
      });
      traces.push(answer.traceId);
    }
  }
  for (const name of headers) {
    const value = ['baggage', 'tracestate'].includes(name) ? `made=${encodeURIComponent(secret)}` : secret;
    traces.push((await api.request('GET', '/nowhere', { headers: { [name]: value } })).traceId);
  }
  return traces.filter((traceId) => traceId !== undefined);
}

/** Pushes lines as pino-loki does, with `secret` in the labels, the metadata, the text and every kind of field of a line. */
export async function plantInPush(
  { addresses }: RunningPlatform,
  { secret, marker }: { secret: string; marker: string },
) {
  const line = {
    level: 'error',
    message: `${marker} ${secret}`,
    msg: secret,
    event: secret,
    [secret]: secret,
    list: [secret, { deep: [secret] }],
    err: { message: secret, stack: `Error: ${secret}\n    at pay (pay.js:1:1)` },
    'service.name': `${marker} ${secret}`,
    'http.route': secret,
  };
  const values = [line, { ...line, level: secret }, `no JSON, but ${secret}`].map(
    (each, index) =>
      [
        String(BigInt(Date.now()) * 1_000_000n + BigInt(index)),
        typeof each === 'string' ? each : JSON.stringify(each),
        { made_up: secret },
      ] as const,
  );
  const stream = { service_name: marker, made_up: secret };
  await new LokiStore(addresses.url('lokiReceiver')).push([{ stream, values: values as never }]);
}
