import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Installable } from './installation';

const run = promisify(execFile);

/** The version a program says it has, or nothing when it says none within five seconds. */
export async function versionSaidBy(program: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(program, ['--version'], { timeout: 5000 });
    return /\d+\.\d+(\.\d+)?/.exec(stdout || stderr)?.[0];
  } catch {
    return undefined;
  }
}

/** Whether another version does in place of the one that is known good: the same major and minor, unless the engine knows better. */
export function accepts(engine: Installable, version: string): boolean {
  const { accepts: own } = engine.installation;
  return own ? own(version) : majorMinor(version) === majorMinor(engine.version);
}

const majorMinor = (version: string) => version.split('.').slice(0, 2).join('.');
