import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inRepository, repositoryRoot } from '../repository';

const run = promisify(execFile);

/** Whether a vitest project has test files of these names: all of them, when none is given. */
export async function matchesTests(project: string, filters: readonly string[]): Promise<boolean> {
  if (filters.length === 0) return true;
  const list = ['list', '--filesOnly', `--project=${project}`, ...filters];
  const { stdout } = await run(inRepository('node_modules', '.bin', 'vitest'), list, { cwd: repositoryRoot });
  return stdout.trim() !== '';
}
