import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a component writes, kept in a file that turns over at `maxBytes` (one older file is kept), its last lines at hand. */
export class LogFile {
  #size: number;
  #last = '';

  constructor(
    readonly path: string,
    private readonly maxBytes = 10_000_000,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, '');
    this.#size = statSync(path).size;
  }

  write(chunk: Buffer | string): void {
    if (this.#size + chunk.length > this.maxBytes) {
      renameSync(this.path, `${this.path}.1`);
      this.#size = 0;
    }
    appendFileSync(this.path, chunk);
    this.#size += chunk.length;
    this.#last = (this.#last + chunk.toString()).slice(-8000);
  }

  lastLines(count: number): string[] {
    return this.#last.trimEnd().split('\n').filter(Boolean).slice(-count);
  }
}
