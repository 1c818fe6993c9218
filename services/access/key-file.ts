import { readFileSync, statSync } from 'node:fs';
import { changeOf } from './change-of';

const LOOK_EVERY_MS = 1_000;
const LONGEST = 1_024;

/** A key, or a password, of our own in a file: read again when the file changes, so that it can be replaced while we run. */
export class KeyFile {
  #key: string;
  #changed: string | undefined;
  #lookedAt = 0;

  /** @throws {UnreadableKey} */
  constructor(private readonly file: string) {
    // Looked at first: what is written meanwhile is read again.
    this.#changed = changeOf(file);
    this.#key = read(file);
  }

  /** As it is now. While the file is being replaced, as it was. */
  get current(): string {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_EVERY_MS) return this.#key;
    this.#lookedAt = now;
    try {
      const changed = changeOf(this.file);
      if (changed === this.#changed) return this.#key;
      this.#key = read(this.file);
      this.#changed = changed;
    } catch {
      // Between two files. It is looked at again.
    }
    return this.#key;
  }
}

/** There is no key to read; the message says where. */
export class UnreadableKey extends Error {
  override readonly name = 'UnreadableKey';
  readonly code = 'UNREADABLE_KEY';
}

function read(file: string): string {
  let key: string;
  try {
    if (statSync(file).size > LONGEST) throw new Error('it is too long to hold one');
    key = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new UnreadableKey(`No key can be read from ${file}: ${(cause as Error).message}`, { cause });
  }
  if (key === '') throw new UnreadableKey(`No key can be read from ${file}: it is empty`);
  return key;
}
