import type { LogLine, Span } from '../trace/trace';

export interface MadeSpan extends Partial<Omit<Span, 'startUnixNano' | 'durationNano' | 'spanId' | 'parentSpanId'>> {
  readonly id: string;
  readonly under?: string;
  /** From and to in milliseconds since the trace began. */
  readonly ms: readonly [number, number];
}

/** 2026-01-01T00:00:00Z */
export const epoch = 1_767_225_600_000_000_000n;

/** A span for a test, of which only what matters needs to be said. */
export function madeSpan({ id, under, ms: [from, to], ...rest }: MadeSpan): Span {
  return {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: id,
    ...(under !== undefined && { parentSpanId: under }),
    service: 'order',
    name: id,
    kind: 'internal',
    startUnixNano: epoch + BigInt(Math.round(from * 1e6)),
    durationNano: Math.round((to - from) * 1e6),
    status: 'unset',
    attributes: {},
    events: [],
    ...rest,
  };
}

export interface MadeLine extends Partial<Omit<LogLine, 'timeUnixNano'>> {
  readonly message: string;
  readonly ms: number;
}

export const madeLine = ({ ms, ...rest }: MadeLine): LogLine => ({
  timeUnixNano: epoch + BigInt(Math.round(ms * 1e6)),
  service: 'order',
  level: 'info',
  attributes: {},
  ...rest,
});
