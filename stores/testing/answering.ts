import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnsweringServer extends AsyncDisposable {
  readonly url: string;
  /** What was asked, in order: path with query. */
  readonly asked: readonly string[];
}

export type Respond = (
  request: IncomingMessage,
) => { status?: number; headers?: Record<string, string>; body: unknown } | undefined;

/** A real HTTP server for a test; it leaves unanswered what `respond` has no answer for. */
export async function answering(respond: Respond): Promise<AnsweringServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(decodeURIComponent((request.url ?? '').replaceAll('+', ' ')));
    const answer = respond(request);
    if (answer === undefined) return;
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
