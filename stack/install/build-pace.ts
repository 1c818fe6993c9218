import type { TimeLeft } from '../report/duration';

/** Before that much was seen, a pace is a guess. */
const enough = { packages: 50, ms: 10_000 };

/**
 * How far the mean pace may be off. Packages differ a hundredfold in what they cost; the dearest, which depend on most others, come
 * last; and the machine has other things to do. Their sources' size in place of their number told no more.
 */
const least = 0.5;
const most = 2;
const tailMs = 20_000;

interface Build {
  readonly packages: number;
  begun: number;
}

/**
 * How fast this machine compiles, learned from the packages it has compiled so far, and how long builds that take turns need by it.
 * They are announced in the order of their turns.
 */
export class BuildPace {
  readonly #builds = new Map<string, Build>();
  #begun = 0;
  #busyMs = 0;
  #since: number | undefined;

  constructor(private readonly now: () => number = Date.now) {}

  /** So many packages are still to be compiled for it. */
  expect(build: string, packages: number): void {
    this.#builds.set(build, { packages, begun: 0 });
  }

  /** A package of it is being compiled. */
  begin(build: string): void {
    const known = this.#builds.get(build);
    if (!known) return;
    this.#since ??= this.now();
    known.begun += 1;
    this.#begun += 1;
  }

  /** How far it is, for people. */
  progress(build: string): string {
    const { packages, begun } = this.#builds.get(build) ?? { packages: 0, begun: 0 };
    return `${begun} of ${Math.max(begun, packages)}`;
  }

  /** Nothing of it is compiled any more. */
  end(build: string): void {
    if (!this.#builds.delete(build)) return;
    this.#busyMs = this.#elapsed();
    this.#since = undefined;
  }

  /** Until `builds`, one after the other, are compiled; nothing while that can only be guessed. */
  left(builds: readonly string[]): TimeLeft | undefined {
    const ms = this.#elapsed();
    if (this.#begun < enough.packages || ms < enough.ms) return undefined;
    const packages = builds.reduce((sum, name) => sum + this.#packagesLeft(name), 0);
    const mean = (packages * ms) / this.#begun;
    return { fromMs: mean * least, toMs: mean * most + tailMs };
  }

  #packagesLeft(name: string): number {
    const { packages, begun } = this.#builds.get(name) ?? { packages: 0, begun: 0 };
    return Math.max(0, packages - begun);
  }

  #elapsed(): number {
    return this.#busyMs + (this.#since === undefined ? 0 : this.now() - this.#since);
  }
}
