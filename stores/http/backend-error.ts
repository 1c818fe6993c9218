export type BackendErrorCode =
  | 'BACKEND_UNREACHABLE'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_ACCESS'
  | 'BACKEND_REFUSED'
  | 'BACKEND_UNREADABLE';

export interface BackendErrorOptions extends ErrorOptions {
  readonly status?: number;
}

/** A store or a service that could not be asked. The message says which, where, why and what to try. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  /** The HTTP status of its answer, when there was one. */
  readonly status: number | undefined;

  constructor(
    readonly code: BackendErrorCode,
    readonly backend: string,
    message: string,
    options: BackendErrorOptions = {},
  ) {
    super(message, options);
    this.status = options.status;
  }
}
