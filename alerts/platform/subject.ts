import type { Milliseconds } from '@sightline/promql';
import type { AlertingRule, Labels } from '../compiler/rules';
import type { ExpressionCheck, RuleTest } from '../rule-tests/promtool-file';
import type { AlertCase, Levels } from './case-file';
import { type Level, type Stage, writeStages } from './level';

/** Between two samples, and two evaluations: what the collector scrapes by, and Prometheus evaluates by. */
export const step: Milliseconds = 5_000;

/** One alert in one of its cases. */
export interface Subject {
  /** Of the case: the alert's, numbered where it has several. */
  readonly name: string;
  readonly rule: AlertingRule;
  readonly alertCase: AlertCase;
  /** How far back the rule looks; what is remembered longer is for `expires`. */
  readonly window: Milliseconds;
  /** All labels of the alert when it fires. */
  readonly as: Labels;
}

/** Something that must hold of it; undefined where it means nothing. */
export type Scenario = (subject: Subject) => RuleTest | undefined;

/** It counts events from 0, so that a restart can be seen in it. */
export const counts = (level: Level) => level.kind === 'growth' && level.start === undefined;

interface Act extends Omit<Stage, 'level'> {
  readonly take: keyof Levels | ((levels: Levels, series: string) => Level);
}

export const play = (
  { name, alertCase }: Subject,
  what: string,
  acts: readonly Act[],
  checks: Pick<RuleTest, 'expressions' | 'alerts'>,
): RuleTest => ({
  name: `${name} ${what}`,
  series: Object.entries(alertCase.series).map(([series, levels]) => ({
    series,
    values: writeStages(
      acts.map(({ take, ...act }) => ({
        ...act,
        level: typeof take === 'string' ? levels[take] : take(levels, series),
      })),
      step,
    ),
  })),
  ...checks,
});

/** Whether it fires at an instant, with all the labels it must have. */
export const firing = ({ as }: Subject, at: Milliseconds, fires: boolean): ExpressionCheck => ({
  expr: `count(ALERTS{${selector({ ...as, alertstate: 'firing' })}}) or vector(0)`,
  at,
  value: fires ? 1 : 0,
});

/** It never fired, however labelled, from the beginning to an instant. */
export const neverUntil = ({ rule }: Subject, at: Milliseconds): ExpressionCheck => ({
  expr: `count(last_over_time(ALERTS{${selector({ alertname: rule.alert, alertstate: 'firing' })}}[${at / 1000 + 1}s])) or vector(0)`,
  at,
  value: 0,
});

const selector = (labels: Labels) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
