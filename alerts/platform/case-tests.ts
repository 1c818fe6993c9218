import { duration, type Milliseconds, parseDuration } from '../compiler/durations';
import { findNodes, parsePromql } from '../compiler/promql/parse';
import type { AlertingRule, Labels } from '../compiler/rules';
import type { ExpressionCheck, RuleTest } from '../rule-tests/promtool-file';
import type { AlertCase } from './case-file';
import { type Level, type Stage, writeStages } from './level';
import { render } from './render';

/** Between two samples, and two evaluations: what the collector scrapes by, and Prometheus evaluates by. */
export const step: Milliseconds = 5_000;

/** Everything that must hold of an alert in its cases. */
export const alertTests = (rule: AlertingRule, cases: readonly AlertCase[]): RuleTest[] =>
  cases.flatMap((each, index) => caseTests(rule, each, index === 0 ? rule.alert : `${rule.alert} (${index + 1})`));

function caseTests(rule: AlertingRule, alertCase: AlertCase, name: string): RuleTest[] {
  const window = Math.min(Math.max(duration('1m'), longestWindow(rule.expr)), duration('10m'));
  const subject: Subject = { name, rule, alertCase, window, as: labelsOf(rule, alertCase) };
  return [
    firesAndEnds,
    almost,
    expires,
    missing,
    idle,
    restart,
    ...Object.keys(alertCase.silent).map(silentWhen),
  ].flatMap((scenario) => scenario(subject) ?? []);
}

interface Subject {
  /** Of the case: the alert's, numbered where it has several. */
  readonly name: string;
  readonly rule: AlertingRule;
  readonly alertCase: AlertCase;
  /** How far back the rule looks; what is remembered longer is for `expires`. */
  readonly window: Milliseconds;
  /** All labels of the alert when it fires. */
  readonly as: Labels;
}
type Scenario = (subject: Subject) => RuleTest | undefined;

/** Not a step too early nor too late, with all that people will read, and no longer than it must. */
const firesAndEnds: Scenario = (subject) => {
  const { rule, alertCase, window, as } = subject;
  if (Object.keys(alertCase.series).length === 0) return undefined;
  const fires = window + alertCase.firesAfter;
  const wellAgain = window + Math.max(alertCase.firesAfter, window) + step;
  const ends = wellAgain + alertCase.endsAfter;
  return play(
    subject,
    'fires when it should, says what it should, and ends',
    [
      { take: 'well', length: window },
      { take: 'beyond', length: wellAgain - window },
      { take: 'well', length: alertCase.endsAfter + step },
    ],
    {
      expressions: [
        neverUntil(subject, fires - step),
        firing(subject, fires, true),
        firing(subject, ends - step, true),
        firing(subject, ends, false),
      ],
      alerts: [
        {
          alert: rule.alert,
          at: wellAgain,
          instances: [
            {
              labels: as,
              annotations: Object.fromEntries(
                Object.entries(rule.annotations).map(([name, text]) => [name, render(text, as, alertCase.value)]),
              ),
            },
          ],
        },
      ],
    },
  );
};

const almost: Scenario = (subject) => {
  const { rule, alertCase, window } = subject;
  if (Object.keys(alertCase.series).length === 0) return undefined;
  const end = 2 * window + (rule.for ?? 0) + 2 * step;
  return play(
    subject,
    'is silent just below its threshold',
    [
      { take: 'well', length: window },
      { take: 'almost', length: end - window },
    ],
    { expressions: [neverUntil(subject, end)] },
  );
};

/** It looks back a limited time only. */
const expires: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (alertCase.expiresAfter === undefined) return undefined;
  const end = window + alertCase.expiresAfter;
  return play(
    subject,
    'ends by itself when it is old news',
    [
      { take: 'well', length: window },
      { take: 'beyond', length: alertCase.expiresAfter },
    ],
    { expressions: [firing(subject, end - step, true), firing(subject, end, false)] },
  );
};

const missing: Scenario = (subject) => {
  const { alertCase, window } = subject;
  const end = window + alertCase.firesAfter + 2 * step;
  const fires = alertCase.missing === 'fires';
  return play(
    subject,
    fires ? 'fires without any series' : 'is silent without any series',
    [{ take: () => ({ kind: 'none' }), length: end }],
    { expressions: [fires ? firing(subject, end, true) : neverUntil(subject, end)] },
  );
};

const idle: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (!Object.values(alertCase.series).some(({ well }) => counts(well))) return undefined;
  const end = window + alertCase.firesAfter + 2 * step;
  const fires = alertCase.idle === 'fires';
  return play(
    subject,
    fires ? 'fires when nothing happens' : 'is silent when nothing happens',
    [{ take: ({ well }) => (counts(well) ? { kind: 'growth', start: undefined, perSecond: 0 } : well), length: end }],
    { expressions: [fires ? firing(subject, end, true) : neverUntil(subject, end)] },
  );
};

const restart: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (!Object.values(alertCase.series).some(({ well }) => counts(well))) return undefined;
  const broken = 2 * window;
  const end = broken + Math.max(alertCase.firesAfter, window) + step;
  return play(
    subject,
    'takes a restart for no event, and fires all the same after one',
    [
      { take: 'well', length: window },
      { take: 'well', length: window, restart: true },
      { take: 'beyond', length: end - broken, restart: true },
    ],
    { expressions: [neverUntil(subject, broken), firing(subject, end, true)] },
  );
};

const silentWhen =
  (sentence: string): Scenario =>
  (subject) => {
    const { rule, alertCase, window } = subject;
    const instead = alertCase.silent[sentence] ?? {};
    const unknown = Object.keys(instead).filter((series) => !(series in alertCase.series));
    if (unknown.length > 0)
      throw new Error(`${subject.rule.alert}: "${sentence}" speaks of unknown series ${unknown.join(', ')}`);
    const end = 2 * window + (rule.for ?? 0) + 2 * step;
    return play(
      subject,
      `is silent: ${sentence}`,
      [
        { take: 'well', length: window },
        { take: ({ beyond }, series) => instead[series] ?? beyond, length: end - window },
      ],
      { expressions: [neverUntil(subject, end)] },
    );
  };

/** It counts events from 0, so that a restart can be seen in it. */
const counts = (level: Level) => level.kind === 'growth' && level.start === undefined;

interface Act extends Omit<Stage, 'level'> {
  readonly take: keyof AlertCase['series'][string] | ((levels: AlertCase['series'][string], series: string) => Level);
}

const play = (
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
const firing = ({ as }: Subject, at: Milliseconds, fires: boolean): ExpressionCheck => ({
  expr: `count(ALERTS{${selector({ ...as, alertstate: 'firing' })}}) or vector(0)`,
  at,
  value: fires ? 1 : 0,
});

/** It never fired, however labelled, from the beginning to an instant. */
const neverUntil = ({ rule }: Subject, at: Milliseconds): ExpressionCheck => ({
  expr: `count(last_over_time(ALERTS{${selector({ alertname: rule.alert, alertstate: 'firing' })}}[${at / 1000 + 1}s])) or vector(0)`,
  at,
  value: 0,
});

const selector = (labels: Labels) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');

const labelsOf = (rule: AlertingRule, { labels, value }: AlertCase): Labels => ({
  alertname: rule.alert,
  ...labels,
  ...Object.fromEntries(Object.entries(rule.labels).map(([name, text]) => [name, render(text, labels, value)])),
});

const longestWindow = (expr: string): Milliseconds =>
  Math.max(
    0,
    ...findNodes(parsePromql(expr), 'NumberDurationLiteralInDurationContext').map(
      ({ from, to }) => parseDuration(expr.slice(from, to)) ?? 0,
    ),
  );
