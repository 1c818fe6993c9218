import { metrics } from '../compiler/conventions';
import { identityFilter } from '../compiler/identity';
import type { Signal } from './signal';
import {
  finePace,
  grid,
  holds,
  idle,
  inShares,
  near,
  play,
  type Subject,
  stretch,
  type TierAlert,
  type TierScenario,
} from './subject';

/** The same counter with another label set. */
const later = (series: string) => series.replace(/\}$/, ',appears="later"}');

const freshWindows = ({ plan }: Subject, { tier }: TierAlert) =>
  [tier.short, tier.long].filter((window) => plan.fresh.includes(window));

/**
 * Where the total has a counter of its own, errors that appear for the first time are a new series of that counter, for
 * example of a route that was never asked for.
 */
export const withNewSeries = (signals: readonly Signal[]): Signal[] =>
  signals.flatMap(({ series, follows }): Signal[] =>
    follows.kind === 'events' && follows.which === 'all'
      ? [
          { series, follows: { ...follows, which: 'good' } },
          { series: later(series), follows: { ...follows, which: 'bad' } },
        ]
      : [{ series, follows }],
  );

/** Beside what is there, good events of label sets that were never seen before. */
export const withNewcomers = (signals: readonly Signal[]): Signal[] => [
  ...signals,
  ...signals.flatMap(({ series, follows }): Signal[] =>
    follows.kind === 'events' && follows.which !== 'bad'
      ? [{ series: later(series), follows: { ...follows, which: 'newcomers' } }]
      : [],
  ),
];

/** Errors that are counted for the first time count whole, in every window that reaches back to them; before it is 0. */
export const firstErrorsCount: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, signals, evaluation } = subject;
    const windows = freshWindows(subject, alert);
    if (!inShares(subject) || windows.length === 0) return undefined;
    const { up, down } = grid(subject);
    const longest = Math.max(...windows);
    const before = longest + evaluation;
    const errors = 40;
    const counted = (window: number, at: number, count: number) =>
      holds(near(`(1 + ${metrics.bad(window)}${identityFilter(slo)})`, 1 + count), at);
    return play(
      { ...subject, signals: withNewSeries(signals) },
      `${alert.tier.name}: errors that appear for the first time count whole, as long as the window reaches back`,
      [
        { length: before, good: 1, bad: 0, badUnseen: true },
        { length: evaluation, good: 10, bad: (errors * 60_000) / evaluation },
        idle(longest + 4 * evaluation),
      ],
      {
        expressions: windows.flatMap((window) => [
          counted(window, before - evaluation, 0),
          counted(window, before + 2 * evaluation, errors),
          counted(window, down(before + window - evaluation), errors),
          holds(`${metrics.total(window)}${identityFilter(slo)} >= ${errors}`, down(before + window - evaluation)),
          counted(window, up(before + window + 2 * evaluation), 0),
          holds(`${metrics.total(window)}${identityFilter(slo)} < ${errors}`, up(before + window + 2 * evaluation)),
        ]),
      },
    );
  },
};

/** A route that is asked for the first time, successfully: its series are new in good and total alike, and nothing is bad. */
export const firstSuccessesAreGood: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, signals, evaluation } = subject;
    const windows = freshWindows(subject, alert);
    if (!inShares(subject) || windows.length === 0) return undefined;
    const before = Math.max(...windows) + evaluation;
    const at = before + 3 * evaluation;
    return play(
      { ...subject, signals: withNewcomers(signals) },
      `${alert.tier.name}: successes that appear for the first time are not bad, and count`,
      [
        { length: before, good: 1, bad: 0 },
        { length: evaluation, good: 1, bad: 0, newcomers: (40 * 60_000) / evaluation },
        idle(4 * evaluation, { newcomers: 0 }),
      ],
      {
        expressions: windows.flatMap((window) => [
          { expr: `sum(${metrics.bad(window)}${identityFilter(slo)})`, at, value: 0 },
          holds(`${metrics.total(window)}${identityFilter(slo)} >= 40`, at),
        ]),
      },
    );
  },
};

/** After a gap in the scrapes the counters come back with all they ever counted, and none of it is new. */
export const oldCountersAreNoNews: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, plan, evaluation } = subject;
    const windows = freshWindows(subject, alert);
    if (!inShares(subject) || windows.length === 0) return undefined;
    const before = 6 * evaluation;
    // Prometheus itself still finds a sample for five minutes.
    const gap = Math.max(...windows) + 2 * plan.base;
    const at = before + gap + 3 * evaluation;
    const none = (name: string) => ({ expr: `sum(${name}${identityFilter(slo)})`, at, value: 0 });
    return play(
      subject,
      `${alert.tier.name}: after a gap in the scrapes old events are no news`,
      [stretch(before, 0.5), idle(gap, { missing: true }), idle(4 * evaluation)],
      { expressions: windows.flatMap((window) => [none(metrics.bad(window)), none(metrics.total(window))]) },
    );
  },
};
