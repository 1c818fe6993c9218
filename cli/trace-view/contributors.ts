import type { Segment, Span } from '@sightline/stores';
import { spanTitle } from './span-title';

export interface Contributor {
  readonly what: string;
  readonly nanos: number;
  /** Of the whole critical path, 0 to 1. */
  readonly share: number;
}

/** Who the time of the critical path went to, the most first. */
export function contributors(path: readonly Segment[]): Contributor[] {
  const nanosOf = new Map<string, number>();
  let total = 0;
  for (const { span, fromUnixNano, toUnixNano, waiting } of path) {
    const nanos = Number(toUnixNano - fromUnixNano);
    const what = waiting ? waitFor(span) : `${span.service}: ${spanTitle(span)}`;
    nanosOf.set(what, (nanosOf.get(what) ?? 0) + nanos);
    total += nanos;
  }
  return [...nanosOf]
    .map(([what, nanos]) => ({ what, nanos, share: nanos / Math.max(1, total) }))
    .sort((a, b) => b.nanos - a.nanos);
}

const waitFor = (span: Span) =>
  span.kind === 'consumer' ? 'waiting in Kafka' : `waiting before ${span.service}: ${spanTitle(span)}`;
