import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { counter, emit, logEvents, metrics } from '@sightline/observability';
import { Problem, type ProblemDetails } from './problem';

/** Why Node.js gave up on what a client sent, before it was a request. */
type Reason = 'headers_too_large' | 'body_malformed' | 'timeout' | 'malformed' | 'expectation' | 'connect';

interface ClientError extends Error {
  readonly code?: string;
}

/** What there already is of an answer on this connection. */
interface AnsweringSocket extends Socket {
  readonly _httpMessage?: { readonly headersSent: boolean };
}

const problems: Readonly<Record<Reason, ProblemDetails>> = {
  headers_too_large: refusal(
    431,
    'headers-too-large',
    'The headers of a request, its address included, may have 16 KiB.',
  ),
  body_malformed: refusal(400, 'malformed-body', 'The body is not sent as its headers say.'),
  timeout: refusal(408, 'request-timeout', 'The request was not complete in time. Send it again.'),
  malformed: refusal(400, 'malformed-request', 'This is not a request as HTTP/1.1 has it.'),
  expectation: refusal(417, 'expectation-failed', 'The only expectation that can be met is 100-continue.'),
  connect: refusal(405, 'method-not-allowed', 'This is no proxy.'),
};

function refusal(status: number, kind: string, detail: string): ProblemDetails {
  return { status, kind, title: STATUS_CODES[status] ?? 'Refused', detail };
}

/** Fastify's `clientErrorHandler`: what cannot be read is answered, counted and, now and then, told. */
export function answerUnreadable(error: ClientError, socket: Socket): void {
  // Nobody is there any more.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const reason = reasonOf(error);
  note(reason, error);
  const answering = (socket as AnsweringSocket)._httpMessage?.headersSent === true;
  if (socket.writable && !answering) socket.write(answerOf(reason));
  socket.destroy(error);
}

/** What Node.js answers on its own, and with an empty body, where nobody listens. */
export function answerUnmet(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    note('expectation');
    const { status } = problems.expectation;
    response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
    response.end(bodyOf('expectation'));
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    note('connect');
    socket.on('error', () => {});
    socket.end(answerOf('connect'));
  });
}

function reasonOf({ code = '' }: ClientError): Reason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'timeout';
  return code.includes('CHUNK') ? 'body_malformed' : 'malformed';
}

function note(reason: Reason, error?: ClientError): void {
  counter(metrics.httpServerUnreadable).inc({ reason });
  emit(logEvents.httpRequestUnreadable, { 'http.refusal': reason, 'error.type': error?.code });
}

const bodyOf = (reason: Reason) => JSON.stringify(new Problem(problems[reason]).body(undefined));

function answerOf(reason: Reason): string {
  const body = bodyOf(reason);
  const { status, title } = problems[reason];
  return [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(reason === 'connect' ? ['allow: GET, HEAD, POST, OPTIONS'] : []),
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
