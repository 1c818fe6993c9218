import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledSlo } from '../compiler/compile';
import { writeRulesFile } from '../compiler/write/rules-file';
import { generateRuleTests } from '../rule-tests/generate-rule-tests';
import { type Mutant, ruleMutants } from './rule-mutants';

export interface MutationRun {
  readonly caught: readonly Mutant[];
  readonly survived: readonly Mutant[];
}

export interface MutationOptions {
  readonly promtool: string;
  /** Take every n-th mutant only. */
  readonly every?: number;
  onMutant?(mutant: Mutant, caught: boolean): void;
}

/** Lets the SLO's tests judge each mutant. A mutant that Prometheus refuses to load is no mistake anybody could make live. */
export async function runMutants(
  compiled: CompiledSlo,
  { promtool, every = 1, onMutant }: MutationOptions,
): Promise<MutationRun> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-mutants-'));
  try {
    const tests = generateRuleTests(compiled, 'rules.yml');
    const files = await Promise.all(
      tests.map(async ({ name, text }) => {
        await writeFile(join(folder, name), text);
        return join(folder, name);
      }),
    );
    const caught: Mutant[] = [];
    const survived: Mutant[] = [];
    for (const mutant of ruleMutants(compiled.groups).filter((_, index) => index % every === 0)) {
      await writeFile(join(folder, 'rules.yml'), writeRulesFile(mutant.groups));
      if (!(await succeeds(promtool, ['check', 'rules', '--lint=none', join(folder, 'rules.yml')]))) continue;
      const isCaught = !(await allSucceed(promtool, inOrderOfCost(files)));
      (isCaught ? caught : survived).push(mutant);
      onMutant?.(mutant, isCaught);
    }
    return { caught, survived };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The tests that catch most come first; those of days and periods are slow. */
const inOrderOfCost = (files: readonly string[]) => {
  const order = ['.5m.', '.1m.', '.15m.', '.5s.'];
  const rank = (file: string) =>
    (order.findIndex((pace) => file.includes(pace)) + order.length + 1) % (order.length + 1);
  return files.toSorted((a, b) => rank(a) - rank(b));
};

async function allSucceed(promtool: string, files: readonly string[]): Promise<boolean> {
  for (const file of files) if (!(await succeeds(promtool, ['test', 'rules', file]))) return false;
  return true;
}

const succeeds = (program: string, args: string[]) =>
  new Promise<boolean>((resolve) => execFile(program, args, { maxBuffer: 1e8 }, (error) => resolve(!error)));
