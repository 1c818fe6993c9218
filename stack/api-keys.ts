import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashOfKey, type KeysFile, makeKey, type Right, readKeysFile, rights } from '@sightline/access';
import type { Home } from './home';
import { replaceJson } from './replace-json';

/** Who asks the services of a platform of this machine, and what each needs for that. */
export const ownCallers = {
  /** Whoever sits at the machine: the command line, the incidents, the tests. */
  operator: rights,
  /** Whoever buys. */
  shopper: ['orders:read', 'orders:write'],
  /** The services, of each other, and payment of the bank. */
  services: ['flags:read'],
  payment: ['bank:charge'],
} as const satisfies Record<string, readonly Right[]>;

type OwnCaller = keyof typeof ownCallers;

export const isOwnCaller = (name: string): name is OwnCaller => Object.hasOwn(ownCallers, name);

/** Only this machine gets here: whoever looks is let look. Whoever changes something says who they are. */
const openToAll: readonly Right[] = ['orders:read', 'payments:read', 'flags:read'];

/**
 * The keys of the platform's own callers, made where there are none, in files that their owner alone can read; and the file by which the
 * services know them. Whoever else is listed there stays.
 */
export function keepApiKeys(
  home: Home,
  { operatorKey, letLook }: { readonly operatorKey: string; readonly letLook: boolean },
): void {
  const keyOf = (caller: OwnCaller) => (caller === 'operator' ? operatorKey : keptKey(home.key(caller)));
  const own = (Object.keys(ownCallers) as OwnCaller[]).map((name) => ({
    name,
    rights: [...ownCallers[name]],
    sha256: hashOfKey(keyOf(name)),
  }));
  const before: KeysFile | undefined = existsSync(home.apiKeysFile) ? readKeysFile(home.apiKeysFile) : undefined;
  const others = before?.keys.filter(({ name }) => !isOwnCaller(name)) ?? [];
  const now: KeysFile = { anonymous: letLook ? [...openToAll] : [], keys: [...own, ...others] };
  if (JSON.stringify(now) !== JSON.stringify(before)) replaceJson(home.apiKeysFile, now);
}

/** The key, or the password, of that file; made at random where there is none. */
export function keptKey(file: string): string {
  if (!existsSync(file)) replaceKey(file, makeKey());
  return readFileSync(file, 'utf8').trim();
}

/** In one step: a reader finds the key that was, or the one that is. */
export function replaceKey(file: string, key: string): void {
  mkdirSync(dirname(file), { recursive: true });
  chmodSync(dirname(file), 0o700);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${key}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
