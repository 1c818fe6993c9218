import { processingOf } from './processing';
import { Silence } from './silence';

const pace = { everyMs: 1000, lateMs: 4000 };

/**
 * Measures how long a process has had for something, in milliseconds. Time in which it waited for a processor does not count: see
 * {@link Silence}. It is to be read every few seconds at least.
 */
export class PatienceClock {
  readonly #silence: Silence;
  #sampledAt = performance.now();

  constructor(private readonly pid: number) {
    this.#silence = new Silence({ atMs: this.#sampledAt, processing: processingOf(pid) }, pace);
  }

  get countedMs(): number {
    const now = performance.now();
    // What the kernel counts is read once a second at most: that costs something.
    if (now - this.#sampledAt >= pace.everyMs) {
      this.#sampledAt = now;
      this.#silence.add({ atMs: now, processing: processingOf(this.pid) });
    }
    return this.#silence.countedMs;
  }
}
