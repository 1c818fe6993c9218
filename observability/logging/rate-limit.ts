import type { LogEventDeclaration } from '../catalogue/declare';
import { metrics } from '../catalogue/library';
import { limitHooks } from '../limits';
import { counter } from '../metrics/counter';

interface Bucket {
  tokens: number;
  /** Milliseconds; when `tokens` was right. */
  at: number;
  suppressed: number;
}

const buckets = new Map<string, Bucket>();

/**
 * Whether another record of this kind is to be written. The suppressed ones are counted together, when the next is allowed: to
 * leave a record out must cost next to nothing.
 */
export function isAllowed({ name, atMost }: LogEventDeclaration, now: number = performance.now()): boolean {
  if (!atMost || limitHooks().passRecord?.(name)) return true;
  const bucket = buckets.get(name) ?? newBucket(name, { tokens: atMost.burst, at: now, suppressed: 0 });
  bucket.tokens = Math.min(atMost.burst, bucket.tokens + ((now - bucket.at) / 1_000) * atMost.perSecond);
  bucket.at = now;
  if (bucket.tokens < 1) {
    bucket.suppressed++;
    return false;
  }
  bucket.tokens--;
  if (bucket.suppressed > 0) counter(metrics.logRecordsSuppressed).inc({ event: name }, bucket.suppressed);
  bucket.suppressed = 0;
  return true;
}

function newBucket(name: string, bucket: Bucket): Bucket {
  buckets.set(name, bucket);
  return bucket;
}
