import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type Reply, refusal } from './reply';

const timeoutMs = 25_000;
const largestBody = 1_000_000;

/**
 * What may be asked of each backend: reading only. Deleting series, pushing lines, setting silences, reloading and
 * profiling have addresses that none of these match.
 */
const readable: Readonly<Record<string, RegExp>> = {
  prometheus:
    /^\/api\/v1\/(query|query_range|query_exemplars|labels|label\/[\w.]+\/values|series|metadata|rules|alerts|format_query)$/,
  loki: /^\/loki\/api\/v1\/(query|query_range|labels|label\/[\w.]+\/values|series|index\/(stats|volume)|patterns|detected_(labels|fields))$/,
  alertmanager: /^\/api\/v2\/(alerts|alerts\/groups|silences|status)$/,
};

/** The queries that outgrow a URL are posted as a form. */
const postable = /\/(query|query_range|query_exemplars|labels|series)$/;

export interface Asked {
  readonly uid: string;
  readonly path: string;
  readonly search: string;
}

/** Where the backends are, by the uids of their data sources, and how they are asked. */
export interface Backends {
  readonly urls: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

/** Passes a query on to the backend whose uid is asked, and its answer back. */
export async function proxy(asked: Asked, request: IncomingMessage, backends: Backends): Promise<Reply> {
  const { uid, path, search } = asked;
  const base = backends.urls[uid];
  if (!base)
    return refusal(404, `No data source has the uid ${uid}: there are ${Object.keys(backends.urls).join(', ')}`);
  const method = request.method ?? 'GET';
  const allowed = readable[uid]?.test(path) && (method === 'GET' || (method === 'POST' && postable.test(path)));
  if (!allowed) return refusal(403, `${method} ${path} of ${uid} is not among what this page may read`);
  try {
    const response = await backends.fetch(`${base}${path}${search}`, {
      method,
      headers: { accept: 'application/json', ...passedOn(request), ...encodingFlags[uid] },
      ...(method === 'POST' && { body: await bodyOf(request) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      headers: {
        'content-type': response.headers.get('content-type') ?? 'application/json',
        'cache-control': 'no-store',
      },
      ...(response.body && { body: response.body }),
    };
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    return late
      ? refusal(504, `${uid} did not answer within ${timeoutMs / 1000} s: ask for a shorter time range`)
      : refusal(502, `${uid} does not answer at ${base}: see whether it runs with \`sightline status\``);
  }
}

/** Loki tells structured metadata from stream labels only when asked to. */
const encodingFlags: Readonly<Record<string, Record<string, string>>> = {
  loki: { 'x-loki-response-encoding-flags': 'categorize-labels' },
};

const passedOn = ({ headers }: IncomingMessage): Record<string, string> =>
  headers['content-type'] ? { 'content-type': headers['content-type'] } : {};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of Readable.from(request)) {
    body += chunk;
    if (body.length > largestBody) throw new Error('The query is larger than any query');
  }
  return body;
}
