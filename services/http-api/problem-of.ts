import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isTransient } from '@sightline/database';
import { ZodValidationException } from 'nestjs-zod';
import type { ZodError } from 'zod';
import { Problem, type ProblemDetails } from './problem';

/** Fastify's own refusals, by its error codes: https://fastify.dev/docs/latest/Reference/Errors/ */
const fastifyProblems: Record<string, Omit<ProblemDetails, 'status'>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: malformed('The body is not JSON.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: malformed(
    'The body is empty, but content-type says JSON: send a body or leave the header out.',
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: malformed('The body is not as long as content-length says.'),
  FST_ERR_CTP_BODY_TOO_LARGE: {
    kind: 'body-too-large',
    title: 'The body is too large',
    detail: 'A body may have 64 KiB at most.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    kind: 'unsupported-media-type',
    title: 'The body has a type that is not understood',
    detail: 'Send JSON, with content-type: application/json.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    kind: 'address-too-long',
    title: 'The address is too long',
    detail: 'No id is that long.',
  },
  FST_ERR_BAD_URL: { kind: 'bad-url', title: 'The address cannot be read', detail: 'Check its percent-encoding.' },
};

function malformed(detail: string) {
  return { kind: 'malformed-body', title: 'The body cannot be read', detail };
}

/** What the client is told of an error; `undefined` when the error is ours, and nobody expected it. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (isRefusal(error)) return new Problem(error.problem, { cause: error });
  if (error instanceof ZodValidationException) return invalidRequest(error.getZodError() as ZodError);
  if (error instanceof HttpException) return refusedByFramework(error.getStatus(), error);
  if (isTransient(error)) return temporarilyUnavailable(error);
  if (!(error instanceof Error)) return undefined;
  if (error instanceof SyntaxError && 'statusCode' in error)
    return refused(400, malformed('The body is not JSON.'), error);
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  const known = typeof code === 'string' ? fastifyProblems[code] : undefined;
  return known ? refused(statusCode, known, error) : refusedByFramework(statusCode, error);
}

/** An error of a hook that says itself what is answered. */
const isRefusal = (error: unknown): error is Error & { readonly problem: ProblemDetails } =>
  error instanceof Error && typeof (error as { problem?: Partial<ProblemDetails> }).problem?.kind === 'string';

/** Every field that is wrong, and why; the values are not repeated, they may be secrets. */
export function invalidRequest(error: ZodError): Problem {
  return new Problem({
    status: 400,
    kind: 'invalid-request',
    title: 'The request is not valid',
    detail: 'See errors for each field that is wrong.',
    members: { errors: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
  });
}

const refused = (status: number, details: Omit<ProblemDetails, 'status'>, cause: unknown) =>
  new Problem({ status, ...details }, { cause });

function refusedByFramework(status: number, cause: unknown): Problem | undefined {
  if (status >= 500) return undefined;
  const title = STATUS_CODES[status] ?? 'Refused';
  const detail = status === 404 ? 'There is nothing at this address; /docs shows what there is.' : `${title}.`;
  return refused(status, { kind: title.toLowerCase().replaceAll(' ', '-'), title, detail }, cause);
}

const temporarilyUnavailable = (cause: unknown) =>
  new Problem(
    {
      status: 503,
      kind: 'temporarily-unavailable',
      title: 'Not possible at the moment',
      detail: 'The service cannot reach its database. Try again; an Idempotency-Key makes that safe.',
      headers: { 'retry-after': '1' },
    },
    { cause },
  );
