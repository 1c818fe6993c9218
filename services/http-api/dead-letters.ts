/** What a service can do with the messages that it set aside. */
export abstract class DeadLetters {
  /** The topic that they were first sent to. */
  abstract readonly topic: string;
  /** The oldest, `limit` at most. */
  abstract list(limit: number): Promise<readonly DeadLetterShown[]>;
  /** Sends the oldest back, `limit` at most, and says which: each as it is done, also of those before an error. */
  abstract replay(limit: number, onReplayed: (letter: DeadLetterShown) => void): Promise<readonly DeadLetterShown[]>;
}

/** One of them, as it may be shown to whoever may read them. */
export interface DeadLetterShown {
  /** How much of it was kept: only what is `whole` can be sent back. */
  readonly kept: string;
}
