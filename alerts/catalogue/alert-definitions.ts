import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Milliseconds } from '@sightline/promql';
import { labels as names } from '../compiler/conventions';
import { isAlert } from '../compiler/rules';
import { readRulesFile } from './read-rules-file';

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

const alertsIn = (file: string): AlertDefinition[] =>
  readRulesFile(file)
    .flatMap(({ rules }) => rules)
    .filter(isAlert)
    .map(({ alert: name, expr, for: holds = 0, labels, annotations }) => {
      const { [names.tier]: tier, [names.severity]: severity = 'none' } = labels;
      const id = tier === undefined ? name : `${name}/${tier}`;
      return { id, name, severity, expr, for: holds, labels, annotations, file };
    });
