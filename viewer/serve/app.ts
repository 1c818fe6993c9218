import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { limitedServer } from '@sightline/config';
import { Dashboards } from './dashboards';
import { proxy } from './data-source-proxy';
import { guard, securityHeaders } from './guard';
import { Page } from './page';
import { platform } from './platform';
import { json, type Reply, refusal } from './reply';
import type { Settings } from './settings';
import { Traces } from './traces';

/** The viewer as an HTTP server, not listening yet. @throws {Error} when the page has not been built. */
export function app(settings: Settings): Server {
  const page = new Page(settings.page);
  const dashboards = new Dashboards(settings.dashboards);
  const traces = new Traces(settings);

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
      (request, { search }, uid = '', path = '') => proxy({ uid, path, search }, request, settings.backends),
    ],
    [/^\/api\//, (_, { pathname }) => refusal(404, `There is no ${pathname} here`)],
    [/^/, ({ headers }, { pathname }) => page.reply(pathname, String(headers['accept-encoding'] ?? ''))],
  ];

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const refused = guard(request.headers, settings.host);
    if (refused) return refused;
    const url = new URL(request.url ?? '/', 'http://viewer');
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (!reading && !url.pathname.startsWith('/api/datasources/')) return refusal(405, 'This page only shows');
    for (const [pattern, handle] of routes) {
      const match = pattern.exec(url.pathname);
      if (match) return await handle(request, url, ...match.slice(1));
    }
    return refusal(404, `There is no ${url.pathname} here`);
  };

  return limitedServer(async (request, response) => {
    try {
      await send(await answer(request), request, response);
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      await send(refusal(500, error instanceof Error ? error.message : String(error)), request, response);
    }
  });
}

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
