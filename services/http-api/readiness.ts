type Check = () => boolean | Promise<boolean>;

export interface CheckOptions {
  /**
   * For how many milliseconds from now on the service is not ready without it: while everything starts, work is better not sent
   * where it would have to wait. Later on what fails is told, and keeps nobody from the rest. Default: for ever.
   */
  readonly neededForMs?: number;
}

export interface Report {
  readonly ready: boolean;
  /** `degraded`: ready, but for what its checks say is down. */
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly checks: Record<string, 'up' | 'down'>;
}

/** A check that takes longer counts as failed. */
const CHECK_MS = 2_000;

/** Whether the service can do its work: what it cannot do without answers, and it is not about to end. */
export class Readiness {
  readonly #checks = new Map<string, { readonly check: Check; readonly neededUntil: number }>();
  #draining = false;

  constructor(private readonly checkMs: number = CHECK_MS) {}

  /** A check that throws counts as failed. */
  add(name: string, check: Check, { neededForMs = Number.POSITIVE_INFINITY }: CheckOptions = {}): void {
    this.#checks.set(name, { check, neededUntil: performance.now() + neededForMs });
  }

  /** From here on it is not ready any more: no new work, please. */
  drain(): void {
    this.#draining = true;
  }

  async report(): Promise<Report> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, { check, neededUntil }]) => {
        const up = await passes(check, this.checkMs);
        return { name, up, stops: !up && performance.now() < neededUntil };
      }),
    );
    const ready = !this.#draining && !results.some(({ stops }) => stops);
    const whole = results.every(({ up }) => up);
    return {
      ready,
      status: ready ? (whole ? 'ready' : 'degraded') : 'not ready',
      checks: Object.fromEntries(results.map(({ name, up }) => [name, up ? 'up' : 'down'])),
    };
  }
}

function passes(check: Check, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, withinMs, false);
    const finish = (passed: boolean) => {
      clearTimeout(late);
      resolve(passed);
    };
    Promise.resolve()
      .then(check)
      .then(finish, () => finish(false));
  });
}
