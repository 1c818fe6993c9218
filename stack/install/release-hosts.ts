const probeMs = 2000;

/**
 * The sites release archives come from, each asked once per run whether it answers at all: offline, every engine after the first
 * falls through at once.
 */
export class ReleaseHosts {
  readonly #answers = new Map<string, Promise<boolean>>();

  /** @param mirror `scheme://host` that stands in for every release site; paths stay as they are. */
  constructor(private readonly mirror?: string) {}

  /** The address an archive is really fetched from. */
  at(address: string): string {
    if (!this.mirror) return address;
    const { pathname, search } = new URL(address);
    return this.mirror.replace(/\/$/, '') + pathname + search;
  }

  /** Whether the site of an address answers within two seconds; any status counts. */
  answers(address: string): Promise<boolean> {
    const { origin } = new URL(address);
    const asked = this.#answers.get(origin) ?? probe(origin);
    this.#answers.set(origin, asked);
    return asked;
  }
}

async function probe(origin: string): Promise<boolean> {
  try {
    await fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeMs) });
    return true;
  } catch {
    return false;
  }
}
