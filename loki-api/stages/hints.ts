/**
 * What a metric query needs of the labels in a line. Parsers stop when they have it: so Loki does not see what is wrong with a
 * line after that, and neither must this.
 */
export class Hints {
  /** Undefined: everything is wanted. */
  readonly #required: ReadonlySet<string> | undefined;
  readonly #none: boolean;
  readonly keepsError: boolean;

  private constructor(required: ReadonlySet<string> | undefined, none: boolean) {
    this.#required = required;
    this.#none = none;
    this.keepsError = required?.has('__error__') === true;
  }

  static readonly everything = new Hints(undefined, false);

  /** @param labels what is needed; none: no parser needs to run at all. */
  static only(labels: readonly string[]): Hints {
    const all = labels.flatMap((label) =>
      label.endsWith('_extracted') ? [label, label.slice(0, -'_extracted'.length)] : [label],
    );
    return all.length === 0 ? new Hints(undefined, true) : new Hints(new Set(all), false);
  }

  /** Whether a parser has anything to do for a line of which these labels were found. */
  isDone(found: ReadonlySet<string>): boolean {
    return this.#none || this.hasAll(found);
  }

  hasAll(found: ReadonlySet<string>): boolean {
    if (this.#required === undefined || found.size < this.#required.size) return false;
    for (const label of this.#required) if (!found.has(label)) return false;
    return true;
  }

  wants(label: string): boolean {
    return this.#required === undefined || this.#required.has(label);
  }

  wantsUnder(prefix: string): boolean {
    if (this.#required === undefined) return true;
    for (const label of this.#required) if (label.startsWith(prefix)) return true;
    return false;
  }
}
