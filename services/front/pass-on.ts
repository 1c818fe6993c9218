import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import { type Body, bodyOf } from './body';
import { choose } from './choose';
import { requestHeaders, responseHeaders } from './headers';
import type { Upstream } from './upstream';

/** What changes nothing may be asked of another, even if one was asked already. */
const changesNothing = ({ method = '' }: IncomingMessage) => ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);

/** No connection came about, so nothing of the request got there. */
const unreached = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** Gives each request to one instance after the other, until one answers or it cannot be asked again. */
export class PassingOn {
  #turn = 0;

  constructor(
    private readonly service: string,
    private readonly upstreams: readonly Upstream[],
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#passOn(request, response);
    } catch {
      // Of an answer that had begun, or to a client that is gone, nothing better can be made.
      response.destroy();
    }
  }

  /** @throws where the client went away, or an answer broke off. */
  async #passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let attempt = new AbortController();
    response.once('close', () => attempt.abort());
    const body = await bodyOf(request);
    // Of a body that is not kept, some may be left in the connection when the answer comes.
    if (!body.isKept) response.shouldKeepAlive = false;
    const tried = new Set<Upstream>();
    const turn = this.#turn++;
    let again = false;
    /** How the last was lost that had been reached. */
    let lost: string | undefined;
    const refusal = () => (lost === undefined ? unreachable(this.service) : broken(lost));
    for (;;) {
      const upstream = choose(this.upstreams, { tried, turn });
      if (!upstream) return refuse(response, refusal());
      tried.add(upstream);
      let answer: Dispatcher.ResponseData;
      try {
        attempt = new AbortController();
        answer = await upstream.ask(asked(request, body), { attempt, repeatable: changesNothing(request) });
      } catch (error) {
        if (response.closed) throw error;
        const { code = '' } = error as NodeJS.ErrnoException;
        if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return refuse(response, unreadable);
        const isReached = !unreached.has(code);
        upstream.outcomes[isReached ? 'broken' : 'not_reached']++;
        if (isReached) lost = code;
        else upstream.leave(`no connection (${code})`);
        if (body.isGone || (isReached && !changesNothing(request))) return refuse(response, refusal());
        // A connection that was kept may have died unnoticed: once each was tried, it is worth a new one.
        if (isReached && tried.size === this.upstreams.length) {
          if (again) return refuse(response, refusal());
          again = true;
          tried.clear();
        }
        continue;
      }
      upstream.outcomes.answered++;
      response.writeHead(answer.statusCode, responseHeaders(answer.headers as unknown as string[]));
      return await pipeline(answer.body, response);
    }
  }
}

const asked = (request: IncomingMessage, body: Body): Dispatcher.RequestOptions => ({
  method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
  path: request.url ?? '/',
  headers: requestHeaders(request),
  responseHeaders: 'raw',
  body: body.toSend() ?? null,
});

interface Refusal {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
}

const unreadable: Refusal = {
  status: 400,
  kind: 'unreadable-request',
  title: 'The request cannot be read',
  detail: 'Its target is a path, such as /orders.',
};

const unreachable = (service: string): Refusal => ({
  status: 503,
  kind: 'no-instance',
  title: `No instance of ${service} can be reached`,
  detail: 'The request has reached none of them: try again.',
});

const broken = (code: string): Refusal =>
  code === 'UND_ERR_HEADERS_TIMEOUT'
    ? {
        status: 504,
        kind: 'instance-silent',
        title: 'The instance did not answer in time',
        detail: 'It may have done what was asked: repeat it with its Idempotency-Key.',
      }
    : {
        status: 502,
        kind: 'instance-lost',
        title: 'The instance went away before it answered',
        detail: 'It may have done what was asked: repeat it with its Idempotency-Key.',
      };

/** As the services refuse: a problem of RFC 9457. */
function refuse(response: ServerResponse, { status, kind, title, detail }: Refusal): void {
  const body = JSON.stringify({ type: `urn:sightline:problem:${kind}`, title, status, detail });
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  response.writeHead(status, { ...headers, ...(status === 503 && { 'retry-after': '1' }) });
  response.end(body);
}
