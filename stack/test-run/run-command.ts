import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { inRepository, repositoryRoot } from '../repository';

/** Runs a program of node_modules, or one given by its absolute path, from the root of the repository, its output shown; says whether it succeeded. */
export async function runCommand(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(resolve(inRepository('node_modules', '.bin'), program), args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  return code === 0;
}
