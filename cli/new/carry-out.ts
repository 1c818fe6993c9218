import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository, runTool } from '@sightline/stack';
import { usageError } from '../cli-error';
import type { ServicePlan } from './plan-service';

export interface Done {
  /** The step that failed, and what it said. What was written before stands. */
  readonly failed?: { readonly step: string; readonly command: string; readonly reason: string };
}

/**
 * Writes a plan and runs its steps.
 *
 * @throws {CliError} USAGE where git could not undo it: there are changes that are not committed.
 */
export async function carryOut(plan: ServicePlan, tell: (line: string) => void): Promise<Done> {
  refuseUncommitted();
  for (const { path, text } of [...plan.files, ...plan.changes]) {
    const file = inRepository(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const { title, command } of plan.steps) {
    tell(title);
    const [program, ...args] = command;
    try {
      await runTool(program, { args, cwd: inRepository(), env: process.env, remedy: 'it comes with Node.js' });
    } catch (error) {
      return { failed: { step: title, command: command.join(' '), reason: (error as Error).message } };
    }
  }
  return {};
}

function refuseUncommitted(): void {
  const changed = uncommitted();
  if (changed.length > 0)
    throw usageError(
      `There are changes that are not committed (${changed.slice(0, 3).join(', ')}): commit or stash them, so that git can undo what this does`,
    );
}

/** What git has not got; nothing where there is no git. */
function uncommitted(): string[] {
  try {
    const told = execFileSync('git', ['status', '--porcelain'], {
      cwd: inRepository(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return told.split('\n').flatMap((line) => line.slice(3) || []);
  } catch {
    return [];
  }
}
