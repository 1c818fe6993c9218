import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets a request that writes pass only with the right `x-api-key`. It guards every route: none can be forgotten. */
export class ApiKeyGuard implements CanActivate {
  readonly #isRight: (key: unknown) => boolean;

  constructor(apiKey: string) {
    this.#isRight = keyComparison(apiKey);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (READS.has(request.method) || this.#isRight(request.headers['x-api-key'])) return true;
    throw new Problem({
      status: 401,
      kind: 'api-key-required',
      title: 'A valid API key is needed to write',
      detail: 'Send it in the header x-api-key.',
    });
  }
}

/** Compares digests, in constant time: neither the time nor the length tells anything of the right key. */
export function keyComparison(apiKey: string): (key: unknown) => boolean {
  const digest = (key: string) => createHash('sha256').update(key).digest();
  const right = digest(apiKey);
  return (key) => typeof key === 'string' && timingSafeEqual(digest(key), right);
}
