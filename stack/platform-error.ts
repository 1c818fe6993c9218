export type PlatformErrorCode =
  | 'ALREADY_RUNNING'
  | 'CHECKSUM_DIFFERS'
  | 'COMPONENT_FAILED'
  | 'DISK_FULL'
  | 'ENGINE_UNAVAILABLE'
  | 'HOME_UNWRITABLE'
  | 'INTERRUPTED'
  | 'NOT_CLOSABLE'
  | 'NOT_RUNNING'
  | 'PORT_IN_USE'
  | 'SUPERVISOR_LOST'
  | 'UNKNOWN_COMPONENT';

/** A PlatformError as it is passed on to another process. */
export interface Failure {
  readonly code: PlatformErrorCode;
  readonly problem: string;
  readonly remedy: string;
}

/** What keeps the platform from running, and what to do about it. The message holds both. */
export class PlatformError extends Error implements Failure {
  readonly problem: string;
  readonly remedy: string;

  constructor(
    readonly code: PlatformErrorCode,
    { problem, remedy, cause }: { problem: string; remedy: string; cause?: unknown },
  ) {
    super(`${problem}\n  -> ${remedy}`, { cause });
    this.name = 'PlatformError';
    this.problem = problem;
    this.remedy = remedy;
  }

  get failure(): Failure {
    const { code, problem, remedy } = this;
    return { code, problem, remedy };
  }
}
