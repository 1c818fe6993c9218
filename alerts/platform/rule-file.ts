import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { duration } from '@sightline/promql';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AlertingRule, RuleGroup } from '../compiler/rules';

/** The alerts of one component: a file in Prometheus's own format, named after it. */
export interface RuleFile {
  readonly component: string;
  readonly groups: readonly AlertGroup[];
}

export interface AlertGroup extends RuleGroup {
  readonly rules: readonly AlertingRule[];
}

const texts = z.record(z.string(), z.string()).default({});

const alert = z
  .strictObject({
    alert: z.string(),
    expr: z.string(),
    for: z.string().transform(duration).optional(),
    labels: texts,
    annotations: texts,
  })
  .transform(({ for: wait, ...rest }): AlertingRule => ({ ...rest, ...(wait !== undefined && { for: wait }) }));

const file = z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(alert) })) });

/** The rules files of a folder, sorted. */
export const readRuleFiles = (folder: string): RuleFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => ({
      component: name.replace(/\.yml$/, ''),
      groups: file.parse(parse(readFileSync(join(folder, name), 'utf8'))).groups,
    }));
