import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { type Found, nothing, type Passed, passed } from './found';
import type { Installable } from './installation';
import { accepts, versionSaidBy } from './version';
import type { Workshop } from './workshop';

/** A program on PATH is taken when its version will do, together with the side programs that lie beside it. */
export async function fromSearchPath(engine: Installable, { env }: Workshop): Promise<Found | Passed> {
  const { programs, onPath, versionOf } = engine.installation;
  const command = onPath?.command ?? basename(programs[0].path);
  const path = lookUp(command, env.PATH ?? '');
  if (!path) return nothing(`no ${command} on PATH`);
  const folder = join(dirname(path), onPath?.folder ?? '.');
  const version = versionOf ? versionOf(folder) : await versionSaidBy(path);
  if (!version) return passed(`${path} does not say its version`);
  if (!accepts(engine, version)) return passed(`${path} is ${version}, not ${engine.version}`);
  const located = programs.map((program) => [
    program.name,
    join(folder, onPath ? program.path : basename(program.path)),
  ]);
  return { engine: engine.name, version, origin: 'PATH', from: path, programs: Object.fromEntries(located) };
}

function lookUp(command: string, searchPath: string): string | undefined {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    try {
      const path = realpathSync(join(folder, command));
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return undefined;
}
