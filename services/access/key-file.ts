import { readFileSync, statSync } from 'node:fs';

const LOOK_EVERY_MS = 1_000;
const LONGEST = 1_024;

/** A key, or a password, of our own in a file: read again when the file changes, so that it can be replaced while we run. */
export class KeyFile {
  #key: string;
  #changed: string;
  #lookedAt = 0;

  /** @throws when there is none to read. */
  constructor(private readonly file: string) {
    [this.#key, this.#changed] = [read(file), changeOf(file)];
  }

  /** As it is now. While the file is being replaced, as it was. */
  get current(): string {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_EVERY_MS) return this.#key;
    this.#lookedAt = now;
    try {
      const changed = changeOf(this.file);
      if (changed !== this.#changed) [this.#key, this.#changed] = [read(this.file), changed];
    } catch {
      // Between two files. It is looked at again.
    }
    return this.#key;
  }
}

const changeOf = (file: string): string => {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino} ${mtimeMs} ${size}`;
};

function read(file: string): string {
  if (statSync(file).size > LONGEST) throw new Error(`${file} is too long to hold a key`);
  const key = readFileSync(file, 'utf8').trim();
  if (key === '') throw new Error(`${file} is empty, and should hold a key`);
  return key;
}
