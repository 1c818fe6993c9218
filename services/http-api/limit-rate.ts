import { anonymousName } from '@sightline/access';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from './callers';
import { Problem } from './problem';
import { TokenBuckets } from './token-bucket';

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Scraped and probed by the platform itself. */
const UNLIMITED = /^\/(metrics|health)(\/|\?|$)/;

/**
 * Refuses a client that asks too often, before its body is even read. Whoever has a key is one client, by the
 * key's name; anybody else is known by address, so that made-up keys give nobody a fresh bucket.
 */
export function limitRate(server: FastifyInstance, { perSecond, burst }: RateLimit): void {
  const buckets = new TokenBuckets({ perSecond, burst });
  const clientOf = (request: FastifyRequest) => {
    const name = callerOf(request)?.name ?? anonymousName;
    return name === anonymousName ? request.ip : `key ${name}`;
  };

  server.addHook('onRequest', async (request, reply) => {
    if (UNLIMITED.test(request.url)) return;
    const { allowed, remaining, retryAfter } = buckets.take(clientOf(request), performance.now());
    reply.headers({
      'ratelimit-limit': burst,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': Math.ceil((burst - remaining) / perSecond),
    });
    if (allowed) return;
    const seconds = Math.ceil(retryAfter);
    throw new Problem({
      status: 429,
      kind: 'too-many-requests',
      title: 'Too many requests',
      detail: `Try again in ${seconds} s. ${Math.round(perSecond)} requests per second are allowed, and ${burst} at once.`,
      headers: { 'retry-after': String(seconds) },
    });
  });
}
