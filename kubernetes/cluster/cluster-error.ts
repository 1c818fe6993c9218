export type ClusterErrorCode = 'ALREADY_RUNNING' | 'NODES_LACK' | 'NOT_RUNNING' | 'NOT_STARTED' | 'SOMETHING_LEFT';

/** What keeps a cluster from running, and what to do about it. The message holds both. */
export class ClusterError extends Error {
  constructor(
    readonly code: ClusterErrorCode,
    { problem, remedy, cause }: { problem: string; remedy: string; cause?: unknown },
  ) {
    super(`${problem}\n  -> ${remedy}`, { cause });
    this.name = 'ClusterError';
  }
}
