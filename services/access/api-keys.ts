import { createHash, timingSafeEqual } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { changeOf } from './change-of';
import { anonymousName, InvalidKeysFile, type KeysFile, readKeysFile } from './keys-file';
import type { Right } from './rights';

/** Who asks, and what they may do. */
export interface Caller {
  readonly name: string;
  readonly rights: ReadonlySet<Right>;
}

interface KnownKey {
  readonly caller: Caller;
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/** How soon a change of the file is in force. A poll, because what is mounted or moved into place wakes no watcher everywhere. */
const LOOK_EVERY_MS = 1_000;
/** No key of ours is as long: what is longer is not even hashed. */
const LONGEST_KEY = 200;

/** The API keys as they are now. */
export class ApiKeys {
  #anonymous: Caller = { name: anonymousName, rights: new Set() };
  #known: readonly KnownKey[] = [];
  #content: KeysFile | undefined;

  constructor(content: KeysFile) {
    this.#use(content);
  }

  /** Whoever brings no key. */
  get anonymous(): Caller {
    return this.#anonymous;
  }

  /**
   * Who brings this key; `undefined` when nobody has it. Digests are compared, all of them and in constant time: neither the time nor
   * the length tells anything of a right key.
   */
  callerOf(key: string, now = Date.now()): Caller | undefined {
    if (key.length > LONGEST_KEY) return undefined;
    const digest = createHash('sha256').update(key).digest();
    let caller: Caller | undefined;
    for (const known of this.#known)
      if (timingSafeEqual(known.digest, digest) && now < known.expiresAt) caller = known.caller;
    return caller;
  }

  /**
   * Takes over what is written to the file, within a second: a new key is let in, one that is gone is out. What cannot be used is told,
   * and the keys stay as they were, so that a slip of the pen locks nobody out.
   *
   * @returns ends it.
   */
  follow(file: string, tell: (change: { readonly names: readonly string[] } | InvalidKeysFile) => void): () => void {
    let seen: string | undefined;
    const look = () => {
      const there = changeOf(file);
      if (there === seen) return;
      seen = there;
      try {
        const content = readKeysFile(file);
        if (isDeepStrictEqual(content, this.#content)) return;
        this.#use(content);
        tell({ names: content.keys.map(({ name }) => name) });
      } catch (error) {
        if (!(error instanceof InvalidKeysFile)) throw error;
        tell(error);
      }
    };
    const timer = setInterval(look, LOOK_EVERY_MS).unref();
    return () => clearInterval(timer);
  }

  #use(content: KeysFile): void {
    const { anonymous, keys } = content;
    this.#content = content;
    this.#anonymous = { name: anonymousName, rights: new Set(anonymous) };
    this.#known = keys.map(({ name, rights, sha256, expires }) => ({
      caller: { name, rights: new Set(rights) },
      digest: Buffer.from(sha256, 'hex'),
      expiresAt: expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires),
    }));
  }
}
