import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { logEvents } from '@sightline/catalogue';
import { currentTraceId, emit, failCurrentSpan } from '@sightline/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem';
import { problemOf } from './problem-of';

/** Answers every error as application/problem+json with the trace ID; what it says goes to the log as well. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** As nginx has it, and many after it. */
const CLIENT_CLOSED_REQUEST = 499;

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // Whoever asked is gone: an answer would reach nobody, and what went wrong is that they left.
  if (request.raw.socket?.destroyed) {
    reply.code(CLIENT_CLOSED_REQUEST).send();
    return;
  }
  const problem = problemOf(error) ?? unexpected(error);
  const { status, headers = {} } = problem.details;
  const about = { 'http.request.method': request.method, 'http.route': request.routeOptions?.url };
  if (status >= 500) {
    const failure = problem.cause ?? problem;
    failCurrentSpan(failure);
    emit(logEvents.httpRequestFailed, about, failure);
  } else {
    emit(logEvents.httpRequestRejected, { ...about, 'http.response.status_code': status, 'error.type': problem.code });
  }
  const traceId = currentTraceId();
  // An address that cannot be read is refused before the hook that gives every response its trace ID.
  if (traceId) reply.header('x-trace-id', traceId);
  reply
    .code(status)
    .headers(headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem.body(traceId)));
}

const unexpected = (cause: unknown) =>
  new Problem(
    {
      status: 500,
      kind: 'internal-error',
      title: 'Something went wrong on our side',
      detail: 'It has been noted. If it happens again, report the traceId.',
    },
    { cause },
  );
