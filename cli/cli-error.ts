export type CliErrorCode =
  | 'USAGE'
  | 'PLATFORM_NOT_RUNNING'
  /** The platform has no such part. */
  | 'PART_MISSING'
  /** What the command would do to somebody else's platform was not agreed to. */
  | 'NOT_AGREED'
  /** A file that was found refers to secrets, and has not been trusted. */
  | 'NOT_TRUSTED'
  /** What was sent was not taken in. */
  | 'NOT_TAKEN'
  | 'ORDER_REFUSED'
  /** A service said no, and why. */
  | 'REFUSED'
  | 'FAULT_IMPOSSIBLE';

/** Something the person at the terminal can mend; its message says how. Exit code 2. */
export class CliError extends Error {
  constructor(
    readonly code: CliErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const usageError = (message: string) => new CliError('USAGE', message);

/** There was nothing to show: not an error of the tool, and not a success either. Exit code 1. */
export class NotFound extends Error {
  readonly code = 'NOT_FOUND';
}
