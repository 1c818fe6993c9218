import { once } from 'node:events';
import { Agent, request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { dice } from '@sightline/traffic';

/** What becomes of a request to a store. */
export type Manner =
  | { readonly kind: 'passes' }
  /** No connection is taken. */
  | { readonly kind: 'is away' }
  /** The store takes it at once, and its answer comes so many milliseconds later. */
  | { readonly kind: 'is slow'; readonly ms: number }
  /** That share of requests (0 to 1) gets a 503, and never reaches the store. */
  | { readonly kind: 'answers 503'; readonly share: number }
  /** Of that share the store takes what it is sent, and the connection ends before its answer. */
  | { readonly kind: 'is cut off'; readonly share: number };

/** Stands between the collector and a store, and does to requests what networks and stores do. */
export class Between implements AsyncDisposable {
  manner: Manner = { kind: 'passes' };
  readonly #agent = new Agent({ keepAlive: true });
  readonly #dice = dice(1);

  private constructor(
    private readonly server: Server,
    private readonly store: { readonly host: string; readonly port: number },
  ) {}

  static async before(store: { readonly host: string; readonly port: number }): Promise<Between> {
    const server = createServer();
    const between = new Between(server, store);
    server
      .on('connection', (socket: Socket) => between.manner.kind === 'is away' && socket.destroy())
      .on('request', (request, response) => void between.#serve(request, response).catch(() => response.destroy()))
      .listen(0, store.host);
    await once(server, 'listening');
    return between;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on, also for what is under way. */
  becomes(manner: Manner): void {
    this.manner = manner;
    if (manner.kind === 'is away') this.server.closeAllConnections();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    this.#agent.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const { manner } = this;
    // Scrapes and health checks are not what is tried.
    if (request.method !== 'POST') return this.#pass(request, body, response);
    switch (manner.kind) {
      case 'answers 503':
        if (this.#dice.chance(manner.share)) {
          response.writeHead(503).end('try again');
          return;
        }
        break;
      case 'is slow': {
        const answer = await this.#forward(request, body);
        await delay(manner.ms);
        return write(response, answer);
      }
      case 'is cut off':
        if (this.#dice.chance(manner.share)) {
          await this.#forward(request, body);
          response.destroy();
          return;
        }
        break;
      case 'is away':
        response.destroy();
        return;
    }
    return this.#pass(request, body, response);
  }

  async #pass(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    write(response, await this.#forward(request, body));
  }

  async #forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const forwarded = ask({ ...this.store, agent: this.#agent, method, path: url, headers });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bytesOf(answer) };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...others } = headers;
  response.writeHead(status, { ...others, 'content-length': body.length }).end(body);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
