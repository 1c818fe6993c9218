import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { component, flag, subjectKey } from '../why';
import type { Played } from './play-incident';
import { isMissed, playedPage, playedText } from './played-text';
import { trueCauses } from './true-cause';

const found: Played = {
  incident: 'slow-query',
  at: '2026-01-01T12:00:00.000Z',
  title: 'A query no index helps',
  alert: 'SlowQueries',
  withinMs: 120_000,
  detectedMs: 41_200,
  receivedMs: 43_900,
  evidenceMs: 2_100,
  alsoFired: ['OrderLatencyBudgetBurn'],
  cause: flag('slow-query'),
  blamed: flag('slow-query'),
  place: 1,
  recoveredMs: 58_000,
  interrupted: false,
};
const { detectedMs: _, ...unseen } = found;
const missed: Played = {
  ...unseen,
  incident: 'slow-bank',
  cause: component('bank'),
  blamed: component('payment'),
  place: 2,
};

describe('the table of played incidents', () => {
  it('tells who noticed when, and whom why blames', () => {
    expect(playedText([found], plainPaint).split('\n')[1]).toMatch(
      /^slow-query +SlowQueries +120 s +41 s +44 s +2 s +flag slow-query +58 s +OrderLatencyBudgetBurn$/,
    );
  });

  it('does not hide what was missed, nor whom why should have blamed', () => {
    expect(isMissed(missed)).toBe(true);
    expect(playedText([missed], plainPaint)).toMatch(/never .*component payment \(true: component bank, at place 2\)/);
  });

  it('counts both on the page', () => {
    expect(playedPage([found, missed])).toContain('1 of 2 were detected; `why` ranked the true cause first in 1.');
    expect(playedPage([found])).toContain('| slow-query | SlowQueries | 120 s | 41 s |');
  });
});

describe('the true cause of an incident', () => {
  it.each([
    [{ kind: 'flag', flag: 'slow-query' }, 'flag slow-query'],
    [{ kind: 'bank', behaviour: {} }, 'component bank'],
    [{ kind: 'component', component: 'trace-store', operation: 'stop' }, 'component zipkin'],
    [{ kind: 'component', component: 'log-store', operation: 'stop' }, 'component victorialogs'],
    [
      { kind: 'release', service: 'order', version: '0.2.0', flag: 'bad-release' },
      'release order 0.2.0, flag bad-release',
    ],
  ] as const)('of %j is: %s', (cause, subjects) => {
    expect(trueCauses(cause, { traceStore: 'zipkin', logStore: 'victorialogs' }).map(subjectKey).join(', ')).toBe(
      subjects,
    );
  });
});
