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

/** Runs the command as a person would, without a terminal. */
export async function sightline(...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, [inRepository('cli', 'bin', 'sightline.js'), ...args], { stdio: 'pipe' });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err, json: () => JSON.parse(out) };
}
