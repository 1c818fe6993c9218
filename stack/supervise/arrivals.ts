import type { ComponentName } from '../component';
import type { PlatformError } from '../platform-error';
import type { ComponentState, Installing } from './state';

interface Awaited {
  readonly here: Promise<void>;
  readonly arrive: () => void;
  readonly fail: (error: Error) => void;
  state: Pick<ComponentState, 'status' | 'installing' | 'failure'>;
}

/** The components that are still being had: who waits for them, what is being done about them, what came of it. */
export class Arrivals {
  readonly #awaited = new Map<ComponentName, Awaited>();

  constructor(missing: readonly ComponentName[]) {
    for (const name of missing) this.#awaited.set(name, awaited());
  }

  isHere(name: ComponentName): boolean {
    return !this.#awaited.has(name);
  }

  /** @throws when it cannot be had, or is given up. */
  async whenHere(name: ComponentName): Promise<void> {
    await this.#awaited.get(name)?.here;
  }

  /** Of a component that is not here. */
  stateOf(name: ComponentName): Awaited['state'] | undefined {
    return this.#awaited.get(name)?.state;
  }

  comesAlong(name: ComponentName, installing: Installing): void {
    const one = this.#awaited.get(name);
    if (one) one.state = { status: 'installing', installing };
  }

  hasCome(name: ComponentName): void {
    const one = this.#awaited.get(name);
    this.#awaited.delete(name);
    one?.arrive();
  }

  cannotCome(name: ComponentName, error: PlatformError): void {
    const one = this.#awaited.get(name);
    if (!one) return;
    one.state = { status: 'failed', failure: error.failure };
    one.fail(error);
  }

  /** Nobody is to wait any longer. */
  giveUp(error: Error): void {
    for (const one of this.#awaited.values()) {
      if (one.state.status === 'installing') one.state = { status: 'stopped' };
      one.fail(error);
    }
  }
}

function awaited(): Awaited {
  let arrive = () => {};
  let fail = (_: Error) => {};
  const here = new Promise<void>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  here.catch(() => {});
  return { here, arrive, fail, state: { status: 'installing', installing: { doing: 'starting' } } };
}
