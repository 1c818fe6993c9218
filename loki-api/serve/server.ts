import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TlsOptions } from 'node:tls';
import { Doorkeeper } from '@sightline/access';
import { limitedServer } from '@sightline/config';
import { BadQuery, Unsupported } from '@sightline/promql/logql';
import { Lines } from '../evaluate/lines';
import { StoreAway, StoreRefused, StoreSlow, VictoriaLogs, type VictoriaLogsAccess } from '../victorialogs/client';
import { Metrics } from './metrics';
import { Parameters } from './parameters';
import { routeOf } from './routes';

const prefix = '/loki/api/v1/';
const longestBody = 1_048_576;
/** For an answer, however many questions to VictoriaLogs it takes. */
const answerMs = 60_000;

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Reply => ({ status, type, body });
const json = (value: unknown): Reply => text(200, JSON.stringify(value), 'application/json; charset=UTF-8');

export interface LokiApiOptions {
  readonly victoriaLogs: VictoriaLogsAccess;
  /** Under TLS alone, and for those alone whose certificates have one of the names. */
  readonly known?: { readonly tls: TlsOptions; readonly names: readonly string[] };
  /** Milliseconds an answer may take: a minute unless said. */
  readonly limitMs?: number;
  /** Told of what went wrong here or at VictoriaLogs, of which the client hears less. */
  readonly report: (error: unknown) => void;
}

/** The API over a VictoriaLogs. */
export function createLokiApi({ victoriaLogs, known, limitMs = answerMs, report }: LokiApiOptions): Server {
  const store = new VictoriaLogs(victoriaLogs);
  const doorkeeper = new Doorkeeper();
  const lines = new Lines(store);
  const metrics = new Metrics();

  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<Reply & { readonly route: string }> => {
    const refused = known && doorkeeper.refusalOf(request, known);
    if (refused) return { ...text(refused.status, `${refused.message}\n`), route: 'other' };
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'GET' && request.method !== 'POST') return { ...text(405, ''), route: 'other' };
    if (url.pathname === '/metrics') return { ...text(200, await metrics.text(), metrics.type), route: 'metrics' };
    if (url.pathname === '/ready') return { ...(await ready(signal)), route: 'ready' };
    const route = url.pathname.startsWith(prefix) ? routeOf(url.pathname.slice(prefix.length)) : undefined;
    if (route === undefined) return { ...text(404, '404 page not found\n'), route: 'other' };
    try {
      const parameters = new Parameters(await parametersOf(request, url));
      const flags = request.headers['x-loki-response-encoding-flags'];
      const asked = { parameters, flags: flags === undefined ? undefined : String(flags), signal };
      return { ...json(await route.answer(lines, asked)), route: route.name };
    } catch (error) {
      const reply = refusal(error, signal);
      // Nothing that whoever asked could put right.
      if (reply.status === 500 || reply.status === 502) report(error instanceof StoreRefused ? error.message : error);
      return { ...reply, route: route.name };
    }
  };

  const ready = async (signal: AbortSignal): Promise<Reply> =>
    (await store.isUp(signal)) ? text(200, 'ready\n') : text(503, 'VictoriaLogs does not answer yet\n');

  const server = limitedServer(
    async (request, response) => {
      const started = performance.now();
      const gone = new AbortController();
      response.on('close', () => gone.abort(new Error('the client has gone')));
      const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(limitMs)]);
      // Each part of a query listens to it.
      setMaxListeners(0, signal);
      try {
        const reply = await answer(request, signal);
        send(response, reply);
        metrics.observe(reply.route, reply.status, performance.now() - started);
      } catch (error) {
        report(error);
        send(response, text(500, 'internal error, see the log of loki-api\n'));
      }
    },
    { maxHeaderSize: 256 * 1024, connectionTimeout: answerMs + 15_000, tls: known?.tls },
  );
  server.on('close', () => store.close());
  return server;
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** Said instead of answering nearly. */
const standsIn =
  'Logs are kept in VictoriaLogs, which stands in for Loki; see loki-api/README.md for what can be asked';

function refusal(error: unknown, signal: AbortSignal): Reply {
  if (error instanceof Unsupported) return text(400, `${error.message}. ${standsIn}`);
  if (error instanceof BadQuery) return text(400, error.message);
  if (error instanceof TooLong) return text(413, error.message);
  if (signal.aborted)
    return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
      ? text(
          504,
          'Request timed out, decrease the duration of the request or add more label matchers (prefer exact match over regex match) to reduce the amount of data processed.',
        )
      : text(499, 'The request was cancelled by the client.');
  if (error instanceof StoreSlow) return text(504, error.message);
  if (error instanceof StoreAway) return text(503, error.message);
  if (error instanceof StoreRefused) return text(502, error.message);
  return text(500, 'internal error, see the log of loki-api');
}

class TooLong extends Error {}

/** Of the address, and of a form that was sent. */
async function parametersOf(request: IncomingMessage, url: URL): Promise<URLSearchParams> {
  const form = request.method === 'POST' ? await bodyOf(request) : '';
  return new URLSearchParams([...new URLSearchParams(form), ...url.searchParams]);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    request.resume();
    return '';
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > longestBody) throw new TooLong(`a form of more than ${longestBody} bytes is not read`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString();
}
