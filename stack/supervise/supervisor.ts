import { setTimeout as delay } from 'node:timers/promises';
import type { Component, ComponentName, Site } from '../component';
import { isMeantBy } from '../components';
import { PlatformError } from '../platform-error';
import { Arrivals } from './arrivals';
import type { Interventions } from './interventions';
import { Reaper } from './reaper';
import type { ComponentState, Installing } from './state';
import { Supervised, type Timing, usualTiming } from './supervised';

export interface SupervisorOptions {
  readonly site: Site;
  /** The components whose programs are still being made or fetched. */
  readonly missing?: readonly ComponentName[];
  readonly timing?: Timing;
  /** Milliseconds a component waits for others that it can start without: one that hangs must not hold up the rest. */
  readonly waitForOthersMs?: number;
  readonly changed?: () => void;
  readonly report?: (line: string) => void;
}

const usualWaitForOthersMs = 15_000;

/** All components together: each started when what it waits for is ready, stopped when nothing needs it any more. */
export class Supervisor {
  readonly #reaper = new Reaper();
  readonly #supervised: ReadonlyMap<ComponentName, Supervised>;
  readonly #arrivals: Arrivals;
  readonly #changed: () => void;
  readonly #waitForOthersMs: number;
  readonly #started = new Map<ComponentName, Promise<void>>();

  constructor(components: readonly Component[], options: SupervisorOptions) {
    const { site, missing = [], timing = usualTiming, changed = () => {}, report = () => {} } = options;
    const around = { site, timing, reaper: this.#reaper, changed, report };
    this.#supervised = new Map(components.map((component) => [component.name, new Supervised(component, around)]));
    this.#arrivals = new Arrivals(missing);
    this.#changed = changed;
    this.#waitForOthersMs = options.waitForOthersMs ?? usualWaitForOthersMs;
  }

  get states(): ComponentState[] {
    return [...this.#supervised.values()].map(({ state }) => ({ ...state, ...this.#arrivals.stateOf(state.name) }));
  }

  /**
   * Resolves when everything is ready.
   *
   * @throws {PlatformError} COMPONENT_FAILED for the first that does not start, or what was said of the first that cannot be had. All
   * that does not need it goes on.
   */
  async start(): Promise<void> {
    await Promise.all([...this.#supervised.values()].map((supervised) => this.#start(supervised)));
  }

  installing(name: ComponentName, work: Installing): void {
    this.#arrivals.comesAlong(name, work);
    this.#changed();
  }

  installed(name: ComponentName): void {
    this.#arrivals.hasCome(name);
    this.#changed();
  }

  unavailable(name: ComponentName, error: PlatformError): void {
    this.#arrivals.cannotCome(name, error);
    this.#changed();
  }

  /** What is not named runs as usual. */
  intervene(interventions: Interventions): void {
    for (const [name, supervised] of this.#supervised) supervised.intervene(interventions[name]);
  }

  /** Stops everything, each component before what it needs. */
  async stop(): Promise<void> {
    this.#arrivals.giveUp(
      new PlatformError('INTERRUPTED', { problem: 'stopped before everything was there', remedy: 'start again' }),
    );
    const stopped = new Map<ComponentName, Promise<void>>();
    const stopOne = (supervised: Supervised): Promise<void> => {
      const { name } = supervised.component;
      const known = stopped.get(name);
      if (known) return known;
      const dependants = [...this.#supervised.values()].filter((other) => this.#waitsFor(other).includes(supervised));
      const stopping = Promise.all(dependants.map(stopOne)).then(() => supervised.stop());
      stopped.set(name, stopping);
      return stopping;
    };
    await Promise.all([...this.#supervised.values()].map(stopOne));
    this.#reaper.close();
  }

  /** Once, however many wait for it. */
  #start(supervised: Supervised): Promise<void> {
    const { name } = supervised.component;
    const known = this.#started.get(name);
    if (known) return known;
    const starting = this.#startInTurn(supervised);
    this.#started.set(name, starting);
    return starting;
  }

  async #startInTurn(supervised: Supervised): Promise<void> {
    const { name, needs = [], after } = supervised.component;
    await this.#arrivals.whenHere(name);
    await Promise.all(this.#those(needs).map((needed) => this.#start(needed)));
    // Whether it comes up or not: what must be there is among the needs.
    const before = this.#those(after).filter((other) => this.#canStart(other));
    const others = Promise.allSettled(before.map((other) => this.#start(other)));
    await Promise.race([others, delay(this.#waitForOthersMs, undefined, { ref: false })]);
    await supervised.start();
  }

  #canStart({ component: { name, needs = [] } }: Supervised): boolean {
    return this.#arrivals.isHere(name) && this.#those(needs).every((needed) => this.#canStart(needed));
  }

  #waitsFor({ component: { needs = [], after } }: Supervised): Supervised[] {
    return this.#those([...needs, ...after]);
  }

  /** The named components, or what takes their place; those that are not part of the platform do not count. */
  #those(names: readonly ComponentName[]): Supervised[] {
    return [...this.#supervised.values()].filter(({ component }) => isMeantBy(component, names));
  }
}
