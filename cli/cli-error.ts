/** Something the person at the terminal can mend; its message says how. Exit code 2. */
export class CliError extends Error {
  constructor(
    readonly code: 'USAGE' | 'PLATFORM_NOT_RUNNING' | 'ORDER_REFUSED' | 'FAULT_IMPOSSIBLE',
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
