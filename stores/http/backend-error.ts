export type BackendErrorCode =
  | 'BACKEND_UNREACHABLE'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_ACCESS'
  | 'BACKEND_REFUSED'
  | 'BACKEND_UNREADABLE';

/** A store or a service that could not be asked. The message says which, where, why and what to try. */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    readonly code: BackendErrorCode,
    readonly backend: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
