import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeRulesFile } from '../compiler/write/rules-file';
import { LikeliestFirst } from './likeliest-first';
import { type Mutant, ruleMutants } from './rule-mutants';
import type { RulesUnderTest, TestCase } from './rules-under-test';

export interface MutationRun {
  readonly caught: number;
  readonly survived: readonly Mutant[];
}

export interface MutationOptions {
  readonly promtool: string;
  /** Take every n-th mutant only. */
  readonly every?: number;
  onMutant?(mutant: Mutant, caught: boolean): void;
}

/**
 * Lets the tests of a file of rules judge each mutant, one test at a time until one fails. A mutant that Prometheus refuses to
 * load is no mistake anybody could make live.
 */
export async function runMutants(
  { groups, tests }: RulesUnderTest,
  { promtool, every = 1, onMutant }: MutationOptions,
): Promise<MutationRun> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-mutants-'));
  const rules = join(folder, 'rules.yml');
  try {
    await copyTests(tests, folder);
    const likeliest = new LikeliestFirst(tests);
    const isCaught = async ({ rule }: Mutant) => {
      for (const test of likeliest.order(rule)) {
        const began = performance.now();
        const args = ['test', 'rules', '--run', exactly(test.name), join(folder, basename(test.file))];
        const caught = !(await succeeds(promtool, args));
        likeliest.learn(test, rule, { caught, milliseconds: performance.now() - began });
        if (caught) return true;
      }
      return false;
    };
    let caught = 0;
    const survived: Mutant[] = [];
    for (const mutant of ruleMutants(groups).filter((_, index) => index % every === 0)) {
      await writeFile(rules, writeRulesFile(mutant.groups));
      if (!(await succeeds(promtool, ['check', 'rules', '--lint=none', rules]))) continue;
      const result = await isCaught(mutant);
      if (result) caught += 1;
      else survived.push(mutant);
      onMutant?.(mutant, result);
    }
    return { caught, survived };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Beside the mutant, so that it is what they test. */
async function copyTests(tests: readonly TestCase[], folder: string): Promise<void> {
  for (const file of new Set(tests.map((test) => test.file))) {
    const text = await readFile(file, 'utf8');
    await writeFile(join(folder, basename(file)), text.replace(/^rule_files: .*$/m, 'rule_files: ["rules.yml"]'));
  }
}

const exactly = (name: string) => `^${name.replace(/[^\w\s]/g, '\\$&')}$`;

const succeeds = (program: string, args: string[]) =>
  new Promise<boolean>((resolve) => execFile(program, args, { maxBuffer: 1e8 }, (error) => resolve(!error)));
