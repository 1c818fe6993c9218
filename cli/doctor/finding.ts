/** `slow` came, but later than it should; `broken` did not come at all; `skipped` had no chance after what broke. */
export type FindingState = 'ok' | 'slow' | 'broken' | 'skipped';

/** What the doctor knows about one hop. */
export interface Finding {
  readonly hop: string;
  readonly state: FindingState;
  /** From the response to the order until the hop was seen, or inside the trace: since the order's arrival. */
  readonly ms?: number;
  readonly detail: string;
  /** What to look at next, when something is wrong. */
  readonly next?: string;
  /** What to write where, to mend it. */
  readonly lines?: readonly string[];
}

export interface Limits {
  /** Later than this is slow. */
  readonly expectedMs: number;
  /** Later than this is broken. */
  readonly withinMs: number;
}

interface Arrival {
  readonly ms: number;
  readonly detail: string;
  readonly limits: Limits;
  readonly seen: boolean;
  readonly next: string;
  readonly lines?: readonly string[];
}

/** The finding about something that was waited for. */
export function arrived(hop: string, { ms, detail, limits, seen, next, lines }: Arrival): Finding {
  if (!seen) return { hop, state: 'broken', ms, detail, next, ...(lines && { lines }) };
  return ms <= limits.expectedMs
    ? { hop, state: 'ok', ms, detail }
    : { hop, state: 'slow', ms, detail: `${detail}; expected within ${limits.expectedMs / 1000} s`, next };
}
