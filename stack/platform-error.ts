export type PlatformErrorCode =
  | 'ALREADY_RUNNING'
  | 'CHECKSUM_DIFFERS'
  | 'COMPONENT_FAILED'
  | 'DISK_FULL'
  | 'ENGINE_UNAVAILABLE'
  | 'HOME_UNWRITABLE'
  | 'INTERRUPTED'
  | 'NOT_RUNNING'
  | 'PORT_IN_USE'
  | 'SUPERVISOR_LOST'
  | 'UNKNOWN_COMPONENT';

/** What keeps the platform from running, and what to do about it. The message holds both. */
export class PlatformError extends Error {
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
}
