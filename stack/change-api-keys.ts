import { setTimeout as delay } from 'node:timers/promises';
import {
  hashOfKey,
  InvalidKeysFile,
  type KeyEntry,
  type KeysFile,
  keyName,
  keysFileOf,
  makeKey,
  type Right,
  readKeysFile,
} from '@sightline/access';
import { isOwnCaller, replaceKey } from './api-keys';
import { type Home, homeAt } from './home';
import { withLock } from './install/lock';
import { replaceJson } from './replace-json';
import { replaceOperatorKey } from './secrets';
import { readSettings } from './settings';

/** A key that cannot be made or changed; the message says what is accepted. */
export class KeyNotChanged extends Error {
  readonly code = 'KEY_NOT_CHANGED';
}

/** Longer than a service, or a caller of ours, takes to read a file again. */
const IN_FORCE_MS = 1_500;

/** The keys of the platform of `SIGHTLINE_HOME`. What is changed here is in force within a second, without a restart. */
export class HomeKeys {
  readonly #home: Home;

  constructor(
    env: NodeJS.ProcessEnv = process.env,
    private readonly inForceMs = IN_FORCE_MS,
  ) {
    this.#home = homeAt(readSettings(env).home);
  }

  /** @throws {InvalidKeysFile} also where no platform was ever started from this home. */
  list(): KeysFile {
    return readKeysFile(this.#home.apiKeysFile);
  }

  /** @returns the new key, which is kept nowhere. @throws {KeyNotChanged} */
  add(name: string, may: readonly Right[]): Promise<string> {
    return this.#alone(async () => {
      const accepted = keyName.safeParse(name);
      if (!accepted.success)
        throw new KeyNotChanged(`"${name}" is no name for a key: ${accepted.error.issues[0]?.message}`);
      if (isOwnCaller(name) || this.list().keys.some((key) => key.name === name))
        throw new KeyNotChanged(`There is a key "${name}" already: replace it with \`sightline key rotate ${name}\``);
      const key = makeKey();
      this.#write((keys) => [...keys, { name, rights: [...may], sha256: hashOfKey(key) }]);
      return key;
    });
  }

  /**
   * What a caller of ours brings is replaced while it asks: for a moment both keys let it in. Anybody else's old key is out at once.
   *
   * @returns the new one where it is kept nowhere. @throws {KeyNotChanged}
   */
  rotate(name: string): Promise<string | undefined> {
    return this.#alone(async () => {
      const old = this.#known(name);
      if (old.expires !== undefined && Date.parse(old.expires) <= Date.now())
        throw new KeyNotChanged(`The key "${name}" has ended on ${old.expires}: remove it, and add it anew`);
      const key = makeKey();
      const others = (keys: readonly KeyEntry[]) => keys.filter((each) => each.name !== name);
      const entry = { ...old, sha256: hashOfKey(key) };
      if (!isOwnCaller(name)) {
        this.#write((keys) => [...others(keys), entry]);
        return key;
      }
      this.#write((keys) => [...others(keys), old, entry]);
      await delay(this.inForceMs);
      if (name === 'operator') replaceOperatorKey(this.#home.secretsFile, key);
      else replaceKey(this.#home.key(name), key);
      await delay(this.inForceMs);
      this.#write((keys) => [...others(keys), entry]);
      return undefined;
    });
  }

  /** @throws {KeyNotChanged} */
  remove(name: string): Promise<void> {
    return this.#alone(async () => {
      this.#known(name);
      if (isOwnCaller(name))
        throw new KeyNotChanged(
          `The platform itself needs the key "${name}": replace it with \`sightline key rotate ${name}\``,
        );
      this.#write((keys) => keys.filter((each) => each.name !== name));
    });
  }

  #known(name: string): KeyEntry {
    const { keys } = this.list();
    const known = keys.findLast((key) => key.name === name);
    if (known) return known;
    throw new KeyNotChanged(`There is no key "${name}". There are: ${keys.map((key) => key.name).join(', ')}`);
  }

  /** Two at a time would lose what one of them wrote. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return withLock(`${this.#home.apiKeysFile}.lock`, { pollMs: 50 }, work);
  }

  #write(change: (keys: readonly KeyEntry[]) => readonly KeyEntry[]): void {
    const { anonymous, keys } = this.list();
    try {
      const file = this.#home.apiKeysFile;
      replaceJson(file, keysFileOf({ anonymous, keys: [...change(keys)] }, file));
    } catch (error) {
      throw error instanceof InvalidKeysFile ? new KeyNotChanged(error.message) : error;
    }
  }
}
