import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promtoolEnvironment } from './promtool';

/** The rules of one subject, and what promtool is to find of them. */
export interface Trial {
  readonly name: string;
  readonly rules: string;
  /** Made for the rules' file; none: the rules are only checked. */
  test?(rulesFile: string): string;
}

/**
 * Lets promtool check and test the rules of many subjects, in two calls: starting it takes longer than most of them.
 * What it minds about each, by name.
 */
export async function tryRules(promtool: string, trials: readonly Trial[]): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-rules-'));
  try {
    const files = trials.map(({ rules, test }, index) => {
      const rulesFile = join(folder, `${index}.rules.yml`);
      const testFile = join(folder, `${index}.test.yml`);
      writeFileSync(rulesFile, rules);
      if (test) writeFileSync(testFile, test(rulesFile));
      return { rulesFile, testFile: test && testFile };
    });
    const checked = await said(promtool, ['check', 'rules', ...files.map(({ rulesFile }) => rulesFile)], folder);
    const tests = files.flatMap(({ testFile }) => testFile ?? []);
    const tested = tests.length === 0 ? [] : verdicts(await said(promtool, ['test', 'rules', ...tests], folder));
    if (tested.length !== tests.length)
      throw new Error(`promtool judged ${tested.length} of ${tests.length} tests: ${tested.at(-1)}`);
    const problems = new Map<string, string>();
    trials.forEach(({ name }, index) => {
      const { rulesFile, testFile } = files[index] ?? {};
      const found = [rulesFile && verdictOn(checked, rulesFile), testFile && tested[tests.indexOf(testFile)]]
        .filter((verdict) => verdict !== undefined && !verdict.startsWith('SUCCESS'))
        .join('\n');
      if (found !== '') problems.set(name, found);
    });
    return problems;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All that it says, in its order: verdicts go to one stream, and the files that they are about to the other. */
async function said(promtool: string, parameters: readonly string[], folder: string): Promise<string> {
  const file = join(folder, 'said.txt');
  const output = await open(file, 'w');
  const child = spawn(promtool, parameters, {
    stdio: ['ignore', output.fd, output.fd],
    env: promtoolEnvironment,
  });
  await once(child, 'close');
  await output.close();
  return readFile(file, 'utf8');
}

/** `test rules` names no file: one verdict after the other, in their order. */
const verdicts = (text: string): string[] => text.split(/^ {2}(?=SUCCESS|FAILED)/m).slice(1);

/** `check rules` says `Checking <file>`, and its verdict. */
function verdictOn(text: string, file: string): string {
  const begin = text.indexOf(`Checking ${file}`);
  if (begin < 0) return `promtool says nothing of ${file}: ${text.slice(0, 500)}`;
  const end = text.indexOf('\nChecking ', begin);
  return text.slice(text.indexOf('\n', begin), end < 0 ? undefined : end).trim() || 'promtool gives no verdict';
}
