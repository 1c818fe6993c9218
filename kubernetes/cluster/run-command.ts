import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const commandMs = 60_000;
const largestAnswer = 50_000_000;

/** Runs a command of the system. @returns what it printed. @throws with what it said on its standard error. */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  { timeoutMs = commandMs, env = process.env }: { readonly timeoutMs?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  try {
    const { stdout } = await run(program, args, { timeout: timeoutMs, maxBuffer: largestAnswer, env });
    return stdout;
  } catch (cause) {
    const { stderr = '', message, killed } = cause as Error & { stderr?: string; killed?: boolean };
    const why = killed ? `did not end within ${timeoutMs / 1000} s` : stderr.trim() || message;
    throw new Error(`${[program, ...args].join(' ').slice(0, 200)}: ${why}`, { cause });
  }
}
