import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyComparison } from './api-key.guard';
import { Problem } from './problem';
import { TokenBuckets } from './token-bucket';

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Scraped and probed by the platform itself. */
const UNLIMITED = /^\/(metrics|health)(\/|\?|$)/;

/**
 * Refuses a client that asks too often, before its body is even read. Who brings the right API key is one client; anybody
 * else is known by address, so that made-up keys give nobody a fresh bucket.
 */
export function limitRate(server: FastifyInstance, { perSecond, burst }: RateLimit, apiKey: string): void {
  const buckets = new TokenBuckets({ perSecond, burst });
  const isRight = keyComparison(apiKey);
  const clientOf = ({ headers, ip }: FastifyRequest) => (isRight(headers['x-api-key']) ? keyClient : ip);
  const keyClient = createHash('sha256').update(apiKey).digest('hex');

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
      detail: `Try again in ${seconds} s. ${perSecond} requests per second are allowed, and ${burst} at once.`,
      headers: { 'retry-after': String(seconds) },
    });
  });
}
