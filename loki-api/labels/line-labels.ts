import type { Labels } from './labels';

/**
 * The labels of one line on its way through a pipeline, in the three kinds Loki tells apart: the stream's, the structured metadata,
 * and what was parsed from the line. A name is in one of them; what is set later wins.
 */
export class LineLabels {
  readonly stream: Labels;
  readonly #deleted = new Set<string>();
  readonly #metadata = new Map<string, string>();
  readonly #parsed = new Map<string, string>();
  error = '';
  errorDetails = '';
  /** Set where a query asks for lines in error by their `__error__`. */
  keepsError = false;

  constructor(stream: Labels, metadata: Labels) {
    this.stream = stream;
    for (const name in metadata) {
      const value = metadata[name] ?? '';
      if (name === '__error__') this.error = value;
      else if (name === '__error_details__') this.errorDetails = value;
      else this.#metadata.set(this.inStream(name) ? `${name}_extracted` : name, value);
    }
  }

  inStream(name: string): boolean {
    return Object.hasOwn(this.stream, name);
  }

  /** Whether a parser that finds this name must call it something else. */
  isTaken(name: string): boolean {
    return this.inStream(name) || this.#metadata.has(name);
  }

  get(name: string): string | undefined {
    const added = this.#metadata.get(name) ?? this.#parsed.get(name);
    if (added !== undefined || this.#deleted.has(name)) return added;
    return (this.inStream(name) && this.stream[name]) || undefined;
  }

  /** Sets what was parsed or made by a stage. */
  set(name: string, value: string): void {
    this.#metadata.delete(name);
    this.#parsed.set(name, value);
  }

  delete(name: string): void {
    this.#metadata.delete(name);
    this.#parsed.delete(name);
    this.#deleted.add(name);
    this.wasThinned = true;
  }

  /** Whether labels were left out, or looked through for it: of a metric's series Loki then loses those without a value. */
  wasThinned = false;

  fail(error: string, details = ''): void {
    this.error = error;
    if (details !== '') this.errorDetails = details;
  }

  /** The three kinds as they are now; errors count as parsed. */
  categorised(): { readonly stream: Labels; readonly metadata: Labels; readonly parsed: Labels } {
    const parsed: Record<string, string> = Object.fromEntries(this.#parsed);
    if (this.error !== '') parsed.__error__ = this.error;
    if (this.errorDetails !== '') parsed.__error_details__ = this.errorDetails;
    return { stream: this.#remainingStream(), metadata: Object.fromEntries(this.#metadata), parsed };
  }

  #remainingStream(): Labels {
    if (this.#deleted.size === 0 && this.#metadata.size === 0 && this.#parsed.size === 0) return this.stream;
    return Object.fromEntries(
      Object.entries(this.stream).filter(
        ([name]) => !this.#deleted.has(name) && !this.#metadata.has(name) && !this.#parsed.has(name),
      ),
    );
  }

  all(): Labels {
    const { stream, metadata, parsed } = this.categorised();
    return { ...stream, ...metadata, ...parsed };
  }
}
