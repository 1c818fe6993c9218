import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, duration } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compile } from '../compile';
import { hasErrors } from '../diagnostics';
import { parseWindows } from '../windows/windows-file';
import { writeRulesFile } from '../write/rules-file';

interface Case {
  readonly name: string;
  readonly input: string;
  readonly period?: string;
  readonly windows?: string;
  readonly labels?: Record<string, string>;
}

interface LooseRule {
  readonly expr: string;
  readonly labels?: Record<string, unknown>;
  readonly annotations?: Record<string, unknown>;
}

const golden = (...path: string[]) => readFileSync(join(__dirname, 'golden', ...path), 'utf8');
const cases: Case[] = JSON.parse(golden('cases.json'));

/** Every group of every document, with the expressions parsed: Sloth writes a document for each document it reads. */
function groupsOf(text: string) {
  const documents = parseAllDocuments(text) as { toJS(): { groups: { name: string; rules: LooseRule[] }[] } }[];
  return documents
    .flatMap((document) => document.toJS().groups)
    .map(({ name, ...group }) => ({
      name,
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, expr: canonical(rule.expr) })),
    }));
}

describe('profile sloth', () => {
  it.each(cases)('makes what Sloth v0.16.0 makes: $name', ({ name, input, period = '30d', windows, labels = {} }) => {
    const compilation = compile([{ file: input, text: golden('inputs', input) }], {
      profile: 'sloth',
      period: duration(period),
      labels,
      ...(windows && { windows: [parseWindows(golden('windows', windows), windows)] }),
    });
    expect(hasErrors(compilation.diagnostics)).toBe(false);
    const ours = groupsOf(writeRulesFile(compilation.slos.flatMap(({ groups }) => groups)));
    expect(ours).toEqual(groupsOf(golden('generated', `${name}.yml`)));
  });
});
