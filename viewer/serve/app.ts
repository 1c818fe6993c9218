import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Doorkeeper, followedKeys, ServerTls } from '@sightline/access';
import { limitedServer } from '@sightline/config';
import { fetchOver } from '@sightline/stores';
import { Dashboards } from './dashboards';
import { proxy } from './data-source-proxy';
import { guard, securityHeaders } from './guard';
import { Page } from './page';
import { platform } from './platform';
import { json, type Reply, refusal } from './reply';
import type { Settings } from './settings';
import { Traces } from './traces';

/**
 * The viewer as an HTTP server, not listening yet.
 *
 * @param tell what happens to its keys and certificates
 * @throws {Error} when the page has not been built, or keys and certificates cannot be read.
 */
export function app(settings: Settings, tell: (line: string) => void = () => {}): Server {
  const page = new Page(settings.page);
  const dashboards = new Dashboards(settings.dashboards);
  const letIn = settings.tls ? { ca: settings.tls.ca, clientCertificate: settings.tls } : {};
  const backends = { urls: settings.backends, fetch: fetchOver(letIn) };
  const traces = new Traces(settings, letIn);
  const doorkeeper = settings.keys === undefined ? undefined : new Doorkeeper(followedKeys(settings.keys, tell));
  const tls = settings.tls && new ServerTls(settings.tls, { onlyKnown: false });

  const routes: readonly (readonly [
    RegExp,
    (request: IncomingMessage, url: URL, ...found: string[]) => Promise<Reply> | Reply,
  ])[] = [
    [/^\/api\/health$/, () => json({ database: 'ok', viewer: 'ok' })],
    [/^\/api\/platform$/, () => platform(settings.platformState)],
    [/^\/api\/search$/, (_, { searchParams }) => dashboards.search(searchParams)],
    [/^\/api\/dashboards\/uid\/([\w-]+)$/, (_request, _url, uid = '') => dashboards.byUid(uid)],
    [/^\/api\/traces$/, (_, { searchParams }) => traces.search(searchParams)],
    [/^\/api\/traces\/(.{1,4000})$/, (_request, _url, id = '') => traces.byId(decoded(id))],
    [
      /^\/api\/datasources\/proxy\/uid\/(\w+)(\/.*)$/,
      (request, { search }, uid = '', path = '') => proxy({ uid, path, search }, request, backends),
    ],
    [/^\/api\//, (_, { pathname }) => refusal(404, `There is no ${pathname} here`)],
    [/^/, ({ headers }, { pathname }) => page.reply(pathname, String(headers['accept-encoding'] ?? ''))],
  ];

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const refused = guard(request.headers, settings.host);
    if (refused) return refused;
    const url = new URL(request.url ?? '/', 'http://viewer');
    const unknown = url.pathname === health ? undefined : doorkeeper?.refusalOf(request, looks);
    if (unknown) {
      const told = refusal(unknown.status, unknown.message);
      return { ...told, headers: { ...told.headers, ...unknown.headers } };
    }
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (!reading && !url.pathname.startsWith('/api/datasources/')) return refusal(405, 'This page only shows');
    for (const [pattern, handle] of routes) {
      const match = pattern.exec(url.pathname);
      if (match) return await handle(request, url, ...match.slice(1));
    }
    return refusal(404, `There is no ${url.pathname} here`);
  };

  const server = limitedServer(
    async (request, response) => {
      try {
        await send(await answer(request), request, response);
      } catch (error) {
        if (response.headersSent) return void response.destroy();
        await send(refusal(500, error instanceof Error ? error.message : String(error)), request, response);
      }
    },
    { tls: tls?.options },
  );
  tls?.follow(server, ({ message }) => tell(message));
  return server;
}

/** Asked by whoever watches over it. */
const health = '/api/health';

/** People, by a key, and programs of ours. */
const looks = { names: ['operator'], right: 'telemetry:read' } as const;

async function send(
  { status, headers = {}, body }: Reply,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(status, { ...securityHeaders, ...headers });
  if (body === undefined || request.method === 'HEAD') return void response.end();
  if (typeof body === 'string' || Buffer.isBuffer(body)) return void response.end(body);
  await pipeline(Readable.fromWeb(body as never), response);
}

/** What does not decode is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
