import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { logEvents, metrics } from '@sightline/catalogue';
import { counter, emit } from '@sightline/observability';
import { Problem, type ProblemDetails } from './problem';

/** Why Node.js gave up on what a client sent, before it was a request. */
type Reason = 'headers_too_large' | 'body_malformed' | 'timeout' | 'malformed' | 'method' | 'expectation' | 'connect';

interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: unknown;
}

/** What can be done at an address; nothing where there is none. */
type MethodsAt = (path: string) => readonly string[];

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
  method: refusal(405, 'method-not-allowed', 'This cannot be done here: see allow.'),
  expectation: refusal(417, 'expectation-failed', 'The only expectation that can be met is 100-continue.'),
  connect: refusal(405, 'method-not-allowed', 'This is no proxy.'),
};

function refusal(status: number, kind: string, detail: string): ProblemDetails {
  return { status, kind, title: STATUS_CODES[status] ?? 'Refused', detail };
}

/** Fastify's `clientErrorHandler`: what cannot be read is answered, counted and, now and then, told. */
export function answerUnreadable(error: ClientError, socket: Socket, methodsAt: MethodsAt): void {
  // Nobody is there any more.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const allowed = error.code === 'HPE_INVALID_METHOD' ? methodsAt(pathIn(error.rawPacket)) : [];
  const reason = allowed.length > 0 ? 'method' : reasonOf(error);
  note(reason, error);
  const answering = (socket as AnsweringSocket)._httpMessage?.headersSent === true;
  if (socket.writable && !answering) socket.write(answerOf(reason, allowed));
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
    socket.end(answerOf('connect', ['GET', 'HEAD', 'POST']));
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

/** Of a request whose method Node.js does not know: `QUERY /orders HTTP/1.1`. */
function pathIn(packet: unknown): string {
  const start = Buffer.isBuffer(packet) ? packet.toString('latin1', 0, 2_048) : '';
  return /^[!-~]{1,32} (\/[!-~]{0,1000}) HTTP\/1\.[01]\r/.exec(start)?.[1]?.split('?', 1)[0] ?? '';
}

function answerOf(reason: Reason, allowed: readonly string[]): string {
  const body = bodyOf(reason);
  const { status, title } = problems[reason];
  return [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(allowed.length > 0 ? [`allow: ${[...allowed, 'OPTIONS'].join(', ')}`] : []),
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
