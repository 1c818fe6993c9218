import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, duration } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compile } from '../compile';
import { hasErrors } from '../diagnostics';
import { parseWindows } from '../windows/windows-file';
import { writeRules } from '../write/formats';

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

interface LooseGroups {
  readonly groups: readonly { readonly name: string; readonly rules: readonly LooseRule[] }[];
}

/** A rules file, or a PrometheusRule. */
type LooseDocument = LooseGroups | { readonly spec: LooseGroups; readonly metadata: object };

const documentsOf = (text: string) =>
  (parseAllDocuments(text) as { toJS(): LooseDocument | null }[]).flatMap((document) => document.toJS() ?? []);

/** Every group of every document, with the expressions parsed: Sloth writes a document for each document it reads. */
const groupsOf = (text: string) =>
  documentsOf(text)
    .flatMap((document) => ('spec' in document ? document.spec : document).groups)
    .map(({ name, ...group }) => ({
      name,
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, expr: canonical(rule.expr) })),
    }));

/** All of the objects but their rules. */
const objectsOf = (text: string) =>
  documentsOf(text).flatMap((document) => ('spec' in document ? [{ ...document, spec: undefined }] : []));

describe('the dialect sloth', () => {
  it.each(cases)('makes what Sloth v0.16.0 makes: $name', ({ name, input, period = '30d', windows, labels = {} }) => {
    const compilation = compile([{ file: input, text: golden('inputs', input) }], {
      dialect: 'sloth',
      period: duration(period),
      labels,
      ...(windows && { windows: [parseWindows(golden('windows', windows), windows)] }),
    });
    expect(hasErrors(compilation.diagnostics)).toBe(false);
    const ours = writeRules(compilation.slos, [], { dialect: 'sloth' });
    const theirs = golden('generated', `${name}.yml`);
    expect(groupsOf(ours)).toEqual(groupsOf(theirs));
    expect(objectsOf(ours)).toEqual(objectsOf(theirs));
  });
});
