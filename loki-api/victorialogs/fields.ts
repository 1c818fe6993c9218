import { metadataName, streamFields } from './entry';

/** Which stored fields a label may stand for: `http_route` for `http.route`, and for `http_route` itself. */
export class Fields {
  readonly #byLabel = new Map<string, string[]>();

  /** @param stored the names of all fields there are. */
  constructor(stored: readonly string[]) {
    for (const field of stored) {
      const label = streamFields[field] ?? metadataName(field);
      const known = this.#byLabel.get(label);
      if (known === undefined) this.#byLabel.set(label, [field]);
      // The stream's own label comes before metadata of the same name.
      else if (streamFields[field] !== undefined) known.unshift(field);
      else known.push(field);
    }
  }

  of(label: string): readonly string[] {
    return this.#byLabel.get(label) ?? [];
  }
}
