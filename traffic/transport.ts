export interface Outgoing {
  readonly method: string;
  /** Where the service is: `http://127.0.0.1:3001`. */
  readonly url: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export interface Incoming {
  readonly status: number;
  readonly traceId: string | undefined;
  readonly text: string;
}

/** Takes a request to the service. Rejects when no answer comes. */
export type Transport = (request: Outgoing) => Promise<Incoming>;
