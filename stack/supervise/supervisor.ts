import type { Component, ComponentName, Site } from '../component';
import type { Interventions } from './interventions';
import { Reaper } from './reaper';
import type { ComponentState } from './state';
import { Supervised, type Timing, usualTiming } from './supervised';

/** All components together: each started when what it waits for is ready, stopped when nothing needs it any more. */
export class Supervisor {
  readonly #reaper = new Reaper();
  readonly #supervised: ReadonlyMap<ComponentName, Supervised>;

  constructor(
    components: readonly Component[],
    {
      site,
      timing = usualTiming,
      changed,
      report,
    }: { site: Site; timing?: Timing; changed?: () => void; report?: (line: string) => void },
  ) {
    const around = { site, timing, reaper: this.#reaper, changed: changed ?? (() => {}), report: report ?? (() => {}) };
    this.#supervised = new Map(components.map((component) => [component.name, new Supervised(component, around)]));
  }

  get states(): ComponentState[] {
    return [...this.#supervised.values()].map(({ state }) => state);
  }

  /** Resolves when everything is ready. @throws {PlatformError} COMPONENT_FAILED for the first that does not start. */
  async start(): Promise<void> {
    const started = new Map<ComponentName, Promise<void>>();
    const startOne = (supervised: Supervised): Promise<void> => {
      const { name } = supervised.component;
      const known = started.get(name);
      if (known) return known;
      const starting = Promise.all(this.#needs(supervised).map(startOne)).then(() => supervised.start());
      started.set(name, starting);
      return starting;
    };
    await Promise.all([...this.#supervised.values()].map(startOne));
  }

  /** What is not named runs as usual. */
  intervene(interventions: Interventions): void {
    for (const [name, supervised] of this.#supervised) supervised.intervene(interventions[name]);
  }

  /** Stops everything, each component before what it needs. */
  async stop(): Promise<void> {
    const stopped = new Map<ComponentName, Promise<void>>();
    const stopOne = (supervised: Supervised): Promise<void> => {
      const { name } = supervised.component;
      const known = stopped.get(name);
      if (known) return known;
      const dependants = [...this.#supervised.values()].filter((other) => this.#needs(other).includes(supervised));
      const stopping = Promise.all(dependants.map(stopOne)).then(() => supervised.stop());
      stopped.set(name, stopping);
      return stopping;
    };
    await Promise.all([...this.#supervised.values()].map(stopOne));
    this.#reaper.close();
  }

  #needs({ component }: Supervised): Supervised[] {
    return component.after.map((name) => this.#supervised.get(name)).filter((other) => other !== undefined);
  }
}
