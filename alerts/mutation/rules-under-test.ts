import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { duration } from '../compiler/durations';
import type { Rule, RuleGroup } from '../compiler/rules';

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

interface RulesFile {
  readonly groups: readonly { name: string; interval?: string; rules: readonly WrittenRule[] }[];
}
type WrittenRule = { for?: string; labels?: Record<string, string>; annotations?: Record<string, string> } & (
  | { record: string; expr: string }
  | { alert: string; expr: string }
);
interface TestFile {
  readonly rule_files: readonly string[];
  readonly tests: readonly { name: string }[];
}

/** All rules below a folder of generated files, each with its tests. */
export function rulesUnderTest(folder: string): RulesUnderTest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  const tests = files
    .filter((file) => file.endsWith('.test.yml'))
    .map((file) => ({ file, content: read<TestFile>(file) }))
    .map(({ file, content }) => ({
      of: content.rule_files.map((path) => resolve(file, '..', path)),
      cases: content.tests.map(({ name }) => ({ file, name })),
    }));
  return files
    .filter((file) => file.endsWith('.rules.yml'))
    .sort()
    .map((file) => ({
      name: basename(file, '.rules.yml'),
      groups: groupsOf(read<RulesFile>(file)),
      tests: tests.filter(({ of }) => of.includes(resolve(file))).flatMap(({ cases }) => cases),
    }));
}

const read = <Content>(file: string) => parse(readFileSync(file, 'utf8')) as Content;

const groupsOf = ({ groups }: RulesFile): RuleGroup[] =>
  groups.map(({ name, interval, rules }) => ({
    name,
    ...(interval && { interval: duration(interval) }),
    rules: rules.map(ruleOf),
  }));

const ruleOf = (rule: WrittenRule) =>
  ({
    annotations: {},
    ...rule,
    labels: rule.labels ?? {},
    ...(rule.for && { for: duration(rule.for) }),
  }) as unknown as Rule;
