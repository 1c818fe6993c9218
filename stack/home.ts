import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from './platform-error';

/** The folders of one platform: what it keeps, what it says, what it is doing. */
export interface Home {
  readonly path: string;
  readonly stateFile: string;
  readonly secretsFile: string;
  /** By which the services know who may do what. */
  readonly apiKeysFile: string;
  /** `keys/<caller>`: the key that a caller of ours brings. */
  key(caller: string): string;
  /** The folder of the certificates, where the platform runs with some. */
  readonly certificates: string;
  /** `data/<component>`: survives a restart. */
  data(component: string): string;
  /** `logs/<component>.log` */
  log(component: string): string;
  /** `run/<name>`: made anew at every start. */
  run(...name: string[]): string;
}

export function homeAt(path: string): Home {
  return {
    path,
    stateFile: join(path, 'run', 'state.json'),
    secretsFile: join(path, 'secrets.json'),
    apiKeysFile: join(path, 'api-keys.json'),
    certificates: join(path, 'tls'),
    key: (caller) => join(path, 'keys', caller),
    data: (component) => join(path, 'data', component),
    log: (component) => join(path, 'logs', `${component}.log`),
    run: (...name) => join(path, 'run', ...name),
  };
}

/** @throws {PlatformError} HOME_UNWRITABLE */
export function prepareHome(home: Home, { fresh }: { fresh: boolean }): void {
  try {
    if (fresh)
      for (const part of ['data', 'logs', 'run']) rmSync(join(home.path, part), { recursive: true, force: true });
    for (const part of ['data', 'logs', 'run']) mkdirSync(join(home.path, part), { recursive: true });
    // The database runs as another user when the platform runs as root: it must be able to pass through.
    for (const part of ['.', 'data']) chmodSync(join(home.path, part), 0o711);
  } catch (cause) {
    throw new PlatformError('HOME_UNWRITABLE', {
      problem: `${home.path} cannot be written: ${(cause as Error).message}`,
      remedy: 'make it writable, or give another folder with SIGHTLINE_HOME=<folder>',
      cause,
    });
  }
}
