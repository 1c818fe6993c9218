/** What a store says of itself when it is asked something that only those who are let in may ask. */
export interface About {
  /** Undefined when it does not say. */
  readonly version?: string;
  /** How far its clock is before ours, at least, by the date of its answer (whole seconds); undefined when that has none. */
  readonly clockAheadMs?: number;
}

export interface Answering {
  /** @throws {BackendError} when it does not answer, or does not let us in. */
  about(): Promise<About>;
}

/** So far a clock may be off, in milliseconds: no matter of rounding any more, and what is looked for by time is not found. */
export const mostClockApartMs = 5_000;
