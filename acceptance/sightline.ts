import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { inRepository } from '@sightline/stack';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What it printed with --json. */
  json<Value>(): Value;
}

export interface Place {
  /** The working folder. */
  readonly cwd?: string;
  /** What is changed in the environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the command as a person would, without a terminal, on the platform under test, whatever a file above this one describes. */
export const sightline = (...args: string[]): Promise<Said> =>
  sightlineAt({ env: { SIGHTLINE_PLATFORM: 'local' } }, ...args);

/** The same somewhere else. */
export async function sightlineAt({ cwd, env }: Place, ...args: string[]): Promise<Said> {
  const program = inRepository('cli', 'bin', 'sightline.js');
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'pipe',
    ...(cwd !== undefined && { cwd }),
    ...(env && { env: { ...process.env, ...env } }),
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err, json: () => JSON.parse(out) };
}
