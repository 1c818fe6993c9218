import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { NotFound } from './cli-error';
import { type ExitCode, program } from './program';
import { terminalOf } from './terminal/terminal';
import { groups, verbs } from './verbs';

const terminal = terminalOf(process);
const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

// A reader that has seen enough (`sightline trace … | head`) closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const exit = (code: ExitCode) => {
  process.exitCode = code;
};

program({ verbs, groups, terminal, version: manifest.version, exit })
  .parseAsync()
  .catch((error: unknown) => exit(report(error)));

/** Says what went wrong in one line and what to do; the stack only for who asks with SIGHTLINE_DEBUG=1. */
function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  terminal.err.write(`${terminal.errPaint('red', message)}\n`);
  if (process.env.SIGHTLINE_DEBUG && error instanceof Error) terminal.err.write(`${error.stack}\n`);
  return error instanceof NotFound ? 1 : 2;
}
