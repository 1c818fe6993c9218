import { unescaped } from './json-scanner';

export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** Reads the pairs of a line of logfmt. What cannot be read is passed over up to the next blank, and told as an `error`. */
export class LogfmtScanner {
  readonly #line: string;
  #at = 0;
  error: string | undefined;

  constructor(line: string) {
    this.#line = line;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#line.length;
  }

  /** The next pair; undefined at the end, and for what is no pair. */
  next(): Pair | undefined {
    while (!this.isAtEnd && this.#isBlank()) this.#at++;
    if (this.isAtEnd) return undefined;
    const start = this.#at;
    while (!this.isAtEnd && !this.#isBlank() && this.#char() !== '=' && this.#char() !== '"') this.#at++;
    const key = this.#line.slice(start, this.#at);
    if (this.#char() === '"' || (this.#char() === '=' && key === '')) return this.#unexpected();
    if (key.includes('\ufffd')) {
      this.#fail('invalid key');
      if (this.#char() === '=') this.#skip();
      return undefined;
    }
    if (this.#char() !== '=') return { key, value: '' };
    this.#at++;
    if (this.isAtEnd || this.#isBlank()) return { key, value: '' };
    return this.#char() === '"' ? this.#quoted(key) : this.#plain(key);
  }

  #plain(key: string): Pair | undefined {
    const start = this.#at;
    while (!this.isAtEnd && !this.#isBlank()) {
      if (this.#char() === '=' || this.#char() === '"') return this.#unexpected();
      this.#at++;
    }
    return { key, value: this.#line.slice(start, this.#at) };
  }

  #quoted(key: string): Pair | undefined {
    const start = this.#at + 1;
    for (let at = start; at < this.#line.length; at++) {
      if (this.#line[at] === '\\') at++;
      else if (this.#line[at] === '"') {
        this.#at = at + 1;
        const value = unescaped(this.#line.slice(start, at).replaceAll("\\'", "'"));
        if (value === undefined) this.#fail('invalid quoted value');
        return value === undefined ? undefined : { key, value };
      }
    }
    this.#at = this.#line.length;
    this.#fail('unterminated quoted value');
    return undefined;
  }

  #unexpected(): undefined {
    this.#fail(`unexpected '${this.#char()}'`);
    this.#skip();
    return undefined;
  }

  #skip(): void {
    while (!this.isAtEnd && !this.#isBlank()) this.#at++;
  }

  #fail(reason: string): void {
    const position = Buffer.byteLength(this.#line.slice(0, this.#at)) + 1;
    this.error = `logfmt syntax error at pos ${position} : ${reason}`;
  }

  #char(): string | undefined {
    return this.#line[this.#at];
  }

  #isBlank(): boolean {
    return (this.#line[this.#at] ?? '') <= ' ';
  }
}
