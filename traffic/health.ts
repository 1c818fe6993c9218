import { once } from 'node:events';
import type { Server } from 'node:http';
import { limitedServer } from '@sightline/config';

/** `GET /health/live`: the process answers, and has shoppers on their way. */
export async function sayThatItLives({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<Server> {
  const server = limitedServer(({ method = '', url }, response) => {
    if (url !== '/health/live') return void response.writeHead(404).end();
    if (!['GET', 'HEAD'].includes(method)) return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
