import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readRulesFile } from '../catalogue/read-rules-file';
import type { RuleGroup } from '../compiler/rules';

/** A generated file of rules and every test that is made for it. */
export interface RulesUnderTest {
  /** `order-availability`, `kafka`. */
  readonly name: string;
  readonly groups: readonly RuleGroup[];
  readonly tests: readonly TestCase[];
}

/** One test of a promtool file. */
export interface TestCase {
  readonly file: string;
  readonly name: string;
}

interface TestFile {
  readonly rule_files: readonly string[];
  readonly tests: readonly { name: string }[];
}

/** All rules below a folder of generated files, each with its tests. */
export function rulesUnderTest(folder: string): RulesUnderTest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  const tests = files
    .filter((file) => file.endsWith('.test.yml'))
    .map((file) => ({ file, content: readTests(file) }))
    .map(({ file, content }) => ({
      of: content.rule_files.map((path) => resolve(file, '..', path)),
      cases: content.tests.map(({ name }) => ({ file, name })),
    }));
  return files
    .filter((file) => file.endsWith('.rules.yml'))
    .sort()
    .map((file) => ({
      name: basename(file, '.rules.yml'),
      groups: readRulesFile(file),
      tests: tests.filter(({ of }) => of.includes(resolve(file))).flatMap(({ cases }) => cases),
    }));
}

const readTests = (file: string) => parse(readFileSync(file, 'utf8')) as TestFile;
