import type { EventEmitter } from 'node:events';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Why the work in a cluster was given up. */
export class Interrupted extends Error {
  constructor(signal: string) {
    super(`ended by ${signal}`);
    this.name = 'Interrupted';
  }
}

export interface OwnCluster<State> {
  /** Should this process end before it resolves, what it has begun ends with it. */
  start(): Promise<State>;
  stop(): Promise<unknown>;
  /** Where signals come from. */
  readonly process?: EventEmitter;
}

/**
 * Does something with a cluster that was started for it, and ends it then: when the work is done, fails, or this process is told to end. What
 * could not be started is not ended: it may be somebody else's.
 *
 * @throws what starting, the work or ending throws; {Interrupted}
 */
export async function withOwnCluster<State, Result>(
  { start, stop, process: told = process }: OwnCluster<State>,
  work: (state: State, interrupted: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const state = await start();
  const interruption = new AbortController();
  const interrupt = (signal: string) => interruption.abort(new Interrupted(signal));
  for (const signal of signals) told.on(signal, interrupt);
  try {
    return await Promise.race([work(state, interruption.signal), endOf(interruption.signal)]);
  } finally {
    // A second signal does not keep it from that.
    await stop();
    for (const signal of signals) told.off(signal, interrupt);
  }
}

const endOf = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
