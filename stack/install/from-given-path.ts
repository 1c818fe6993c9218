import { accessSync, constants } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PlatformError } from '../platform-error';
import type { Task } from '../report/progress';
import { type Found, nothing, type Passed } from './found';
import { givenPathVariable } from './given-path-variable';
import type { Installable } from './installation';
import { versionSaidBy } from './version';
import type { Workshop } from './workshop';

/** A path the user gives is taken at its word: any version, and an error where there is nothing. */
export async function fromGivenPath(engine: Installable, { env }: Workshop, task: Task): Promise<Found | Passed> {
  const variable = givenPathVariable(engine.name);
  const given = env[variable];
  if (!given) return nothing(`${variable} is not set`);
  const path = resolve(given);
  const [main, ...side] = engine.installation.programs;
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    throw new PlatformError('ENGINE_UNAVAILABLE', {
      problem: `${variable}=${given} cannot be read`,
      remedy: `give the path of ${basename(main.path)}, or unset ${variable} to let Sightline find ${engine.title}`,
      cause,
    });
  }
  const version = (engine.installation.versionOf?.(path) ?? (await versionSaidBy(path))) || 'unknown';
  if (version !== engine.version) task.note(`${engine.title} ${version} was given; ${engine.version} is known good`);
  const beside = side.map(({ name }) => [name, join(dirname(path), name)]);
  return {
    engine: engine.name,
    version,
    origin: 'given',
    from: path,
    programs: { [main.name]: path, ...Object.fromEntries(beside) },
  };
}
