/** How long to wait before a crashed component is started again: doubling, capped, forgotten after a calm time. */
export class BackOff {
  #next: number;

  constructor(
    private readonly options: { readonly firstMs: number; readonly mostMs: number; readonly calmMs: number },
  ) {
    this.#next = options.firstMs;
  }

  /** @param livedMs how long the component lived before it crashed. */
  after(livedMs: number): number {
    const { firstMs, mostMs, calmMs } = this.options;
    if (livedMs >= calmMs) this.#next = firstMs;
    const wait = this.#next;
    this.#next = Math.min(wait * 2, mostMs);
    return wait;
  }
}
