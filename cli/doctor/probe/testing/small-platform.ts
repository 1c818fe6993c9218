import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientsOf, type Platform } from '@sightline/stores';
import type { Asked } from '../examination';
import { answerAlertmanager } from './small-alertmanager';
import { answerGrafana, type GrafanaSetUp } from './small-grafana';
import { answerLoki } from './small-loki';
import { answerPrometheus } from './small-prometheus';
import { answerTempo } from './small-tempo';
import { Taken } from './taken';

/** What is wrong with a platform: nothing, as long as nothing is said. */
export interface PlantedFaults {
  readonly exemplarStorage?: false;
  readonly spanMetrics?: false;
  readonly linesWithIds?: false | 'text' | 'label';
  /** How far the clocks of the platform are before ours: as if ours were behind. */
  readonly clockAheadMs?: number;
  /** The spans of this service are sampled away. */
  readonly sampledAway?: string;
  /** Alertmanager's receiver, by what it tells anybody. */
  readonly receiver?: Readonly<Record<string, readonly object[]>>;
  readonly otlp?: false;
  /** Who is let in, and to which tenant; another sees nothing. */
  readonly token?: string;
  readonly tenant?: string;
  readonly grafana?: GrafanaSetUp;
}

export interface SmallPlatform extends AsyncDisposable {
  readonly clients: Asked;
  readonly url: string;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

export interface Request {
  readonly method: string;
  readonly url: URL;
  /** A JSON document, or nothing. */
  readonly json: unknown;
}

type Answer = (request: Request, taken: Taken, faults: PlantedFaults) => Reply | undefined;

const parts: Readonly<Record<string, Answer>> = {
  '/otlp': (request, taken, faults) => taken.takeIn(request, faults),
  '/tempo': answerTempo,
  '/loki': answerLoki,
  '/prometheus': answerPrometheus,
  '/alertmanager': answerAlertmanager,
  '/grafana': (request, taken, faults) =>
    answerGrafana(request, faults, (path, asked) => parts[path]?.(asked, taken, faults)),
};

/**
 * A platform of real servers that speak what Tempo, Loki, Prometheus, Alertmanager, Grafana and a collector do, as far as a probe goes,
 * with an authenticating proxy before them. What it takes in over OTLP it has; nothing is made up.
 *
 * @param access what the clients are given to be let in, in place of what is right
 */
export async function smallPlatform(
  faults: PlantedFaults = {},
  access: { readonly token?: string; readonly tenant?: string } = {},
): Promise<SmallPlatform> {
  const taken = new Taken();
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    const reply = route(request, incoming, taken, faults) ?? { status: 404, body: 'nothing here' };
    response.sendDate = false;
    response.writeHead(reply.status ?? 200, {
      date: new Date(Date.now() + (faults.clockAheadMs ?? 0)).toUTCString(),
      'content-type': typeof reply.body === 'string' ? 'text/plain' : 'application/json',
    });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.SMALL_PLATFORM_TOKEN = access.token ?? 'right';
  const at = (path: string) => ({
    url: `${url}${path}`,
    bearerToken: { variable: 'SMALL_PLATFORM_TOKEN' },
    headers: { 'X-Scope-OrgID': access.tenant ?? 'right' },
  });
  const platform: Platform = {
    traces: { store: 'tempo', ...at('/tempo') },
    logs: at('/loki'),
    metrics: at('/prometheus'),
    alerts: at('/alertmanager'),
    otlp: at('/otlp'),
    ...(faults.grafana && { dashboards: at('/grafana') }),
  };
  return {
    clients: clientsOf(platform),
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  let text = '';
  for await (const chunk of incoming) text += chunk;
  const url = new URL(incoming.url ?? '', 'http://small');
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(text)) url.searchParams.set(name, value);
  return {
    method: incoming.method ?? 'GET',
    url,
    json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
  };
}

function route(request: Request, incoming: IncomingMessage, taken: Taken, faults: PlantedFaults): Reply | undefined {
  const { authorization, 'x-scope-orgid': tenant } = incoming.headers;
  if (faults.token !== undefined && authorization !== `Bearer ${faults.token}`)
    return { status: 401, body: { message: 'token is expired' } };
  const path = Object.keys(parts).find((one) => request.url.pathname.startsWith(`${one}/`));
  if (path === undefined) return undefined;
  // Whoever writes, the collector, is in the right tenant; another one is there, and empty.
  const isElsewhere = faults.tenant !== undefined && tenant !== faults.tenant && path !== '/otlp';
  return parts[path]?.(within(request, path), isElsewhere ? new Taken() : taken, faults);
}

const within = (request: Request, path: string): Request => {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(path.length);
  return { ...request, url };
};
