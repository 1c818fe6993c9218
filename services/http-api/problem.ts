/** An answer that is not the one hoped for, as RFC 9457 describes it. */
export interface ProblemDetails {
  readonly status: number;
  /** Names the kind of problem: `unknown-order`. */
  readonly kind: string;
  readonly title: string;
  /** What happened and what to do; never a value the client sent. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown anywhere while a request is handled, it becomes the answer. */
export class Problem extends Error {
  readonly code: string;

  constructor(
    readonly details: ProblemDetails,
    options?: ErrorOptions,
  ) {
    super(details.title, options);
    this.name = 'Problem';
    this.code = details.kind;
  }

  body(traceId: string | undefined): Record<string, unknown> {
    const { kind, title, status, detail, members } = this.details;
    return { type: `urn:sightline:problem:${kind}`, title, status, detail, traceId, ...members };
  }
}
