type Check = () => boolean | Promise<boolean>;

/** Whether the service can do its work: all that it depends on answers, and it is not about to end. */
export class Readiness {
  readonly #checks = new Map<string, Check>();
  #draining = false;

  /** A check that throws counts as failed. */
  add(name: string, check: Check): void {
    this.#checks.set(name, check);
  }

  /** From here on it is not ready any more: no new work, please. */
  drain(): void {
    this.#draining = true;
  }

  async report(): Promise<{ ready: boolean; checks: Record<string, 'up' | 'down'> }> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, (await passes(check)) ? 'up' : 'down'] as const),
    );
    const ready = !this.#draining && results.every(([, state]) => state === 'up');
    return { ready, checks: Object.fromEntries(results) };
  }
}

async function passes(check: Check): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
