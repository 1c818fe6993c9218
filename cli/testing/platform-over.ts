import type { Platform } from '@sightline/stores';
import { type AnsweringServer, answering, type Respond } from '@sightline/stores/testing';
import { type Connections, connections } from '../connections';

/** A platform that nobody here runs, its parts at one real server. */
export async function platformOver(
  parts: readonly (keyof Platform)[],
  respond: Respond,
): Promise<{ readonly platform: Connections; readonly server: AnsweringServer } & AsyncDisposable> {
  const server = await answering(respond);
  const { url } = server;
  const all: Platform = {
    traces: { store: 'zipkin', url },
    logs: { url },
    metrics: { url },
    alerts: { url },
    dashboards: { url },
    otlp: { url },
  };
  const platform = Object.fromEntries(parts.map((part) => [part, all[part]]));
  return {
    platform: connections({ name: 'mine', kind: 'described', platform }),
    server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
