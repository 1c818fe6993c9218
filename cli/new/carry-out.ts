import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository, runTool } from '@sightline/stack';
import { usageError } from '../cli-error';
import type { ServicePlan } from './plan-service';
import { changedSince, undoing } from './undo';

export interface Done {
  /** The step that failed, and what it said. What was written before stands. */
  readonly failed?: { readonly step: string; readonly reason: string };
  /** What takes it back, and nothing else; undefined where there is no git. */
  readonly undo?: readonly string[];
}

/**
 * Writes a plan and runs its steps.
 *
 * @throws {CliError} USAGE where git could not tell what this did from what was done before: there are changes that are not committed.
 */
export async function carryOut(plan: ServicePlan, tell: (line: string) => void): Promise<Done> {
  refuseUncommitted();
  const failed = await firstFailure(plan, tell);
  const changed = changedSince();
  return { ...(failed && { failed }), ...(changed && { undo: undoing(changed, plan.name) }) };
}

async function firstFailure(plan: ServicePlan, tell: (line: string) => void): Promise<Done['failed']> {
  let step = 'write the files';
  try {
    for (const { path, text } of [...plan.files, ...plan.changes]) {
      const file = inRepository(path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    for (const { title, command } of plan.steps) {
      step = title;
      tell(title);
      const [program, ...args] = command;
      await runTool(program, { args, cwd: inRepository(), env: process.env, remedy: 'it comes with Node.js' });
    }
    return undefined;
  } catch (error) {
    return { step, reason: (error as Error).message };
  }
}

function refuseUncommitted(): void {
  const changed = (changedSince() ?? '').split('\n').flatMap((line) => line.slice(3) || []);
  if (changed.length > 0)
    throw usageError(
      `There are changes that are not committed (${changed.slice(0, 3).join(', ')}): commit or stash them, so that git can undo what this does`,
    );
}
