import type { Component, ComponentName } from '../component';
import type { RunPlan, ToSupervisor } from '../supervise/messages';
import { hasToBeHad, type InstallState } from './install-platform';

const everyMs = 1000;

/** What the supervisor is told of programs that are still being had: at once when one is there, now and then how it comes along. */
export class InstallNews {
  readonly #states = new Map<ComponentName, InstallState>();
  readonly #untold = new Set<ComponentName>();
  #tell: ((message: ToSupervisor) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  add(name: ComponentName, state: InstallState): void {
    this.#states.set(name, state);
    this.#untold.add(name);
    if (state.kind !== 'installing') this.#say();
  }

  /** What the supervisor has to know to begin. */
  soFar(components: readonly Component[]): Pick<RunPlan, 'installed' | 'missing'> {
    const isMissing = (component: Component) =>
      hasToBeHad(component) && this.#states.get(component.name)?.kind !== 'installed';
    const found = components.map(({ name }) => {
      const state = this.#states.get(name);
      return state?.kind === 'installed' ? state.found : undefined;
    });
    return {
      installed: found.filter((each) => each !== undefined),
      missing: components.filter(isMissing).map(({ name }) => name),
    };
  }

  /** Tells what has come since, and what will. */
  follow(tell: (message: ToSupervisor) => void): void {
    this.#tell = tell;
    this.#say();
    this.#timer = setInterval(() => this.#say(), everyMs);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#tell = undefined;
  }

  #say(): void {
    const tell = this.#tell;
    if (!tell) return;
    for (const name of this.#untold) {
      const state = this.#states.get(name);
      if (state) tell(messageOf(name, state));
    }
    this.#untold.clear();
  }
}

function messageOf(name: ComponentName, state: InstallState): ToSupervisor {
  switch (state.kind) {
    case 'installing':
      return { type: 'installing', name, work: { doing: state.doing, ...(state.left && { left: state.left }) } };
    case 'installed':
      return { type: 'installed', name, ...(state.found && { found: state.found }) };
    case 'unavailable':
      return { type: 'unavailable', name, failure: state.error.failure };
  }
}
