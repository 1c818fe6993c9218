import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { inRepository, repositoryRoot } from '../repository';

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Another one writes at the same time: whole lines, and nothing that is written over. */
  readonly besideOthers?: boolean;
}

/** Runs a program of node_modules, or one given by its absolute path, from the root of the repository, its output shown; says whether it succeeded. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { env, besideOthers = false }: CommandOptions = {},
): Promise<boolean> {
  const child = spawn(resolve(inRepository('node_modules', '.bin'), program), args, {
    cwd: repositoryRoot,
    ...(env && { env }),
    stdio: besideOthers ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  const [code] = await once(child, 'close');
  return code === 0;
}
