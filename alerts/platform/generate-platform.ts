import { join } from 'node:path';
import { writeRulesFile } from '../compiler/write/rules-file';
import { writeRuleTests } from '../rule-tests/promtool-file';
import { readCases } from './case-file';
import { alertTests } from './case-tests';
import { withDefaults } from './defaults';
import { type RuleFile, readRuleFiles } from './rule-file';
import { step } from './subject';

/** The platform's alerts, complete, with their tests: what is made from rules/ and rules/cases/. */
export const platformFiles = (root: string) =>
  readRuleFiles(join(root, 'rules'))
    .map(withDefaults)
    .flatMap((file) => [
      {
        path: `generated/platform/${file.component}.rules.yml`,
        text: writeRulesFile(file.groups, [`From alerts/rules/${file.component}.yml.`]),
      },
      {
        path: `generated/tests/${file.component}.test.yml`,
        text: platformTests(file, join(root, 'rules/cases', `${file.component}.yml`)),
      },
    ]);

/** @throws when an alert has no case, or a case no alert. */
function platformTests({ component, groups }: RuleFile, file: string): string {
  const cases = readCases(file);
  const rules = groups.flatMap((group) => group.rules);
  const unknown = Object.keys(cases).filter((name) => !rules.some(({ alert }) => alert === name));
  const untested = rules.filter(({ alert }) => !cases[alert]?.length).map(({ alert }) => alert);
  if (untested.length > 0) throw new Error(`${file}: tell of a case in which it fires: ${untested.join(', ')}`);
  if (unknown.length > 0)
    throw new Error(`${file}: no such alert in alerts/rules/${component}.yml: ${unknown.join(', ')}`);
  return writeRuleTests({
    rules: `../platform/${component}.rules.yml`,
    evaluation: step,
    interval: step,
    groupOrder: groups.map(({ name }) => name),
    tests: rules.flatMap((rule) => alertTests(rule, cases[rule.alert] ?? [])),
  });
}
