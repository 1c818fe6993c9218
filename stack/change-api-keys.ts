import { hashOfKey, type KeyEntry, type KeysFile, keyName, makeKey, type Right, readKeysFile } from '@sightline/access';
import { ownCallers, replaceKey } from './api-keys';
import { type Home, homeAt } from './home';
import { replaceJson } from './replace-json';
import { replaceOperatorKey } from './secrets';
import { readSettings } from './settings';

/** A key that cannot be made or changed; the message says what is accepted. */
export class KeyNotChanged extends Error {
  readonly code = 'KEY_NOT_CHANGED';
}

/** The keys of the platform of `SIGHTLINE_HOME`. What is changed here is in force within a second, without a restart. */
export class HomeKeys {
  readonly #home: Home;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.#home = homeAt(readSettings(env).home);
  }

  /** @throws {InvalidKeysFile} also where no platform was ever started from this home. */
  list(): KeysFile {
    return readKeysFile(this.#home.apiKeysFile);
  }

  /** @returns the new key, which is kept nowhere. @throws {KeyNotChanged} */
  add(name: string, may: readonly Right[]): string {
    const accepted = keyName.safeParse(name);
    if (!accepted.success)
      throw new KeyNotChanged(`"${name}" is no name for a key: ${accepted.error.issues[0]?.message}`);
    if (this.list().keys.some((key) => key.name === name))
      throw new KeyNotChanged(`There is a key "${name}" already: replace it with \`sightline key rotate ${name}\``);
    const key = makeKey();
    this.#write((keys) => [...keys, { name, rights: [...may], sha256: hashOfKey(key) }]);
    return key;
  }

  /** The old key is out at once. @returns the new one where it is kept nowhere. @throws {KeyNotChanged} */
  rotate(name: string): string | undefined {
    const old = this.#known(name);
    const key = makeKey();
    // Who asks with it finds the new one before the old one is out.
    if (name === 'operator') replaceOperatorKey(this.#home.secretsFile, key);
    else if (name in ownCallers) replaceKey(this.#home.key(name), key);
    const { expires: _, ...entry } = old;
    this.#write((keys) => [...keys.filter((each) => each.name !== name), { ...entry, sha256: hashOfKey(key) }]);
    return name in ownCallers ? undefined : key;
  }

  /** @throws {KeyNotChanged} */
  remove(name: string): void {
    this.#known(name);
    if (name in ownCallers)
      throw new KeyNotChanged(
        `The platform itself needs the key "${name}": replace it with \`sightline key rotate ${name}\``,
      );
    this.#write((keys) => keys.filter((each) => each.name !== name));
  }

  #known(name: string): KeyEntry {
    const { keys } = this.list();
    const known = keys.find((key) => key.name === name);
    if (known) return known;
    throw new KeyNotChanged(`There is no key "${name}". There are: ${keys.map((key) => key.name).join(', ')}`);
  }

  #write(change: (keys: readonly KeyEntry[]) => readonly KeyEntry[]): void {
    const { anonymous, keys } = this.list();
    replaceJson(this.#home.apiKeysFile, { anonymous, keys: change(keys) });
  }
}
