import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The packages that lie in the compiler's cache, remembered in a file beside it: an interrupted start is gone on with. */
export class CompiledPackages {
  readonly #known: Set<string>;

  constructor(private readonly file: string) {
    this.#known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  add(name: string): void {
    if (this.#known.has(name)) return;
    this.#known.add(name);
    mkdirSync(dirname(this.file), { recursive: true });
    appendFileSync(this.file, `${name}\n`);
  }
}
