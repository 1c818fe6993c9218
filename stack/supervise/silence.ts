import { between, type Processing } from './processing';

/** What a component does that does not answer, as far as the kernel can tell. */
export type WhileSilent =
  /** Stopped by a signal. */
  | 'stopped'
  /** Held by a debugger. */
  | 'traced'
  /** It waits for a processor. */
  | 'starved'
  /** It runs, and answers nothing: an endless loop, or more work than it can do. */
  | 'busy'
  /** Neither: it waits for something that does not come. */
  | 'idle'
  /** The kernel does not say. */
  | 'unknown';

/** What the kernel says of a component at one moment at which it did not answer. */
export interface Sample {
  /** By a clock that only goes forward. */
  readonly atMs: number;
  /** Undefined where the system does not tell. */
  readonly processing: Processing | undefined;
}

export interface Pace {
  /** Between one sample and the next. */
  readonly everyMs: number;
  /** A sample that comes later than this says nothing: who takes it was starved, or the machine slept. */
  readonly lateMs: number;
}

/** Where nobody tells a starved process from one that hangs, patience is as many times as long. */
const patienceWithoutKernel = 3;

/**
 * The time in which a component answers nothing, and how much of it speaks against it. Time in which it waited for a processor does not:
 * who gets none cannot answer. So one that is starved is never given up, and one that loops without end is, after as much time of its own.
 */
export class Silence {
  #last: Sample;
  #countedMs = 0;
  #doing: WhileSilent;

  constructor(
    first: Sample,
    private readonly pace: Pace,
  ) {
    this.#last = first;
    this.#doing = first.processing?.state === 'stopped' ? 'stopped' : 'unknown';
  }

  /** In milliseconds. */
  get countedMs(): number {
    return this.#countedMs;
  }

  get doing(): WhileSilent {
    return this.#doing;
  }

  /** Gives whether the sample says anything. */
  add(sample: Sample): boolean {
    const { everyMs, lateMs } = this.pace;
    const before = this.#last;
    this.#last = sample;
    const passedMs = sample.atMs - before.atMs;
    if (passedMs > everyMs + lateMs) return false;
    if (!before.processing || !sample.processing) {
      this.#doing = 'unknown';
      this.#countedMs += passedMs / patienceWithoutKernel;
      return true;
    }
    const { ranMs, waitedMs } = between(before.processing, sample.processing);
    this.#doing = doing(sample.processing, { ran: ranMs / passedMs, waited: waitedMs / passedMs });
    if (this.#doing !== 'traced') this.#countedMs += Math.max(0, passedMs - waitedMs);
    return true;
  }
}

function doing({ state }: Processing, share: { readonly ran: number; readonly waited: number }): WhileSilent {
  if (state !== 'runnable or waiting') return state;
  if (share.waited >= 0.5) return 'starved';
  return share.ran >= 0.5 ? 'busy' : 'idle';
}
