import { readFileSync } from 'node:fs';
import { duration } from '@sightline/promql';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Rule, RuleGroup } from '../compiler/rules';

const texts = z.record(z.string(), z.coerce.string()).default({});
const time = z.string().transform(duration).optional();

const rule = z
  .object({
    record: z.string().optional(),
    alert: z.string().optional(),
    expr: z.string(),
    for: time,
    labels: texts,
    annotations: texts,
  })
  .transform(({ record = '', alert, expr, for: wait, labels, annotations }): Rule => {
    if (alert === undefined) return { record, expr, labels };
    return { alert, expr, ...(wait !== undefined && { for: wait }), labels, annotations };
  });

const rulesFile = z.object({
  groups: z.array(
    z
      .object({ name: z.string(), interval: time, rules: z.array(rule) })
      .transform(
        ({ name, interval, rules }): RuleGroup => ({ name, ...(interval !== undefined && { interval }), rules }),
      ),
  ),
});

/** The groups of a rules file as Prometheus loads them. */
export const readRulesFile = (file: string): readonly RuleGroup[] =>
  rulesFile.parse(parse(readFileSync(file, 'utf8'))).groups;
