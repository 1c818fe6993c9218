import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDuration } from '@sightline/promql';
import { stringify } from 'yaml';
import { firingIn } from '../catalogue/firing-case';
import { type MadeSeries, type MadeTrials, madeTrials, withRecorded } from './made-samples';
import { type AnyAlert, type AnyRules, readAnyRules, UnreadableRules } from './read-any-rules';

/** `unproved`: no samples were found that make it fire, which does not say that there are none. */
export type TriedState = 'fires' | 'unproved';

export interface TriedAlert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: TriedState;
  /** By a test of its own, or by samples that were made for it. */
  readonly by?: 'its own test' | 'made samples';
  /** What it fired on, when it was made. */
  readonly series?: MadeSeries;
  /** In milliseconds from the first sample on. */
  readonly at?: number;
}

export interface TriedRules {
  readonly alerts: readonly TriedAlert[];
  /** What promtool minds about the rules, or about a test of their own. */
  readonly problems: readonly string[];
}

export interface TryRulesOptions {
  readonly promtool: string;
  /** promtool's test files. */
  readonly tests?: readonly string[];
  /** Only the alert of this name. */
  readonly only?: string | undefined;
}

/**
 * Lets rules of anybody's fire: by their own tests, and where an alert has none, by samples made for it.
 *
 * @throws {UnreadableRules} when a file is none.
 */
export async function tryRules(file: string, { promtool, tests = [], only }: TryRulesOptions): Promise<TriedRules> {
  const rules = readAnyRules(file);
  const chosen = rules.alerts.filter(({ name }) => only === undefined || name === only);
  const folder = mkdtempSync(join(tmpdir(), 'sightline-try-rules-'));
  try {
    const rulesFile = join(folder, 'rules.yml');
    writeFileSync(rulesFile, stringify(rules.file));
    const checked = await run(promtool, ['check', 'rules', rulesFile]);
    if (checked.code !== 0) return { alerts: [], problems: [checked.said.replaceAll(rulesFile, file).trim()] };
    const problems: string[] = [];
    for (const test of tests) {
      const { code, said } = await run(promtool, ['test', 'rules', test]);
      if (code !== 0) problems.push(`${test}: ${said.trim()}`);
    }
    const own = new Set(tests.flatMap(firingNames));
    const alerts: TriedAlert[] = [];
    for (const alert of chosen) {
      const { name, labels } = alert;
      if (own.has(name)) alerts.push({ alert: name, labels, state: 'fires', by: 'its own test' });
      else alerts.push(await tryMade(alert, rules, { promtool, folder }));
    }
    return { alerts, problems };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The alerts that a test expects to fire. */
function firingNames(test: string): string[] {
  try {
    return firingIn(test).flatMap(({ labels }) => labels.alertname ?? []);
  } catch (cause) {
    throw new UnreadableRules(`${test} is no test of promtool: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}

interface Trying {
  readonly promtool: string;
  readonly folder: string;
}

async function tryMade(alert: AnyAlert, rules: AnyRules, { promtool, folder }: Trying): Promise<TriedAlert> {
  const { name, labels } = alert;
  const made = madeTrials(alert, rules);
  writeFileSync(join(folder, 'needed.yml'), stringify(neededFor(alert, rules)));
  // The likely ones come first, and mostly one of them it is.
  for (let from = 0; from < made.trials.length; from += atOnce) {
    const trials = made.trials.slice(from, from + atOnce);
    const testFile = join(folder, 'made.test.yml');
    writeFileSync(testFile, testOf(alert, { ...made, trials }));
    const { said } = await run(promtool, ['test', 'rules', testFile]);
    const fired = firedIn(said, alert);
    const series = fired === undefined ? undefined : trials[fired];
    if (series) return { alert: name, labels, state: 'fires', by: 'made samples', series, at: made.at };
  }
  return { alert: name, labels, state: 'unproved' };
}

const atOnce = 24;

/** The alert, and what is recorded for it: all else would be evaluated in vain. */
function neededFor({ name, expr }: AnyAlert, rules: AnyRules) {
  const exprs = new Set(withRecorded(expr, rules));
  return {
    groups: rules.file.groups.map((group) => ({
      name: group.name,
      rules: group.rules.filter(
        (rule) => exprs.has(String(rule.expr)) && (rule.alert === undefined || rule.alert === name),
      ),
    })),
  };
}

/** Each trial expects nothing: promtool then says of which the alert fires, and with which labels. */
const testOf = ({ name }: AnyAlert, { trials, interval, at }: MadeTrials) =>
  stringify({
    rule_files: ['needed.yml'],
    evaluation_interval: formatDuration(interval),
    tests: trials.map((series, index) => ({
      name: `trial ${index}`,
      interval: formatDuration(interval),
      input_series: series,
      alert_rule_test: [{ alertname: name, eval_time: formatDuration(at), exp_alerts: [] }],
    })),
  });

/** Two alerts may share a name: what fires has the labels of its rule, as far as they are no templates. */
function firedIn(said: string, { labels }: AnyAlert): number | undefined {
  const fixed = Object.entries(labels).filter(([, value]) => !value.includes('{{'));
  const failures = said.split(/(?=\bname: trial \d+)/).slice(1);
  const found = failures.find(
    (failure) =>
      /got:\[\s*\n?\s*0:/.test(failure) &&
      fixed.every(([label, value]) => failure.includes(`${label}=${JSON.stringify(value)}`)),
  );
  const [, index] = /^name: trial (\d+)/.exec(found ?? '') ?? [];
  return index === undefined ? undefined : Number(index);
}

async function run(program: string, args: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, said };
}
