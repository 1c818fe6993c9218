import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { labels as names } from '../compiler/conventions';
import { duration, type Milliseconds } from '../compiler/durations';

/** An alert as a rules file defines it. */
export interface AlertDefinition {
  /** What it is asked for by: its alertname, and its tier where several rules share the name: `OrderLatencyBudgetBurn/outage`. */
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly expr: string;
  /** How long the expression must hold. */
  readonly for: Milliseconds;
  /** As they are written: they may hold templates. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The path of its rules file. */
  readonly file: string;
}

const texts = z.record(z.string(), z.coerce.string()).default({});

const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string().optional(),
          expr: z.string(),
          for: z.string().optional(),
          labels: texts,
          annotations: texts,
        }),
      ),
    }),
  ),
});

/** The folders that Prometheus loads rules from, beside each other in `root`. */
const ruleFolders = ['generated', 'generated/platform'] as const;

/** The paths of all rules files. */
export const ruleFiles = (root: string): string[] =>
  ruleFolders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.rules.yml'))
      .map((name) => join(root, folder, name))
      .sort(),
  );

/** Every alert that Prometheus is given, in the order of the files. */
export const alertDefinitions = (root: string): AlertDefinition[] => ruleFiles(root).flatMap(alertsIn);

function alertsIn(file: string): AlertDefinition[] {
  const { groups } = rulesFile.parse(parse(readFileSync(file, 'utf8')));
  return groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ alert: name, expr, for: holds, labels, annotations }) => {
      if (name === undefined) return [];
      const { [names.tier]: tier, [names.severity]: severity = 'none' } = labels;
      const id = tier === undefined ? name : `${name}/${tier}`;
      return [{ id, name, severity, expr, for: holds ? duration(holds) : 0, labels, annotations, file }];
    });
}
