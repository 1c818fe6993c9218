import { madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { badOf, differences } from './trace-contrast';
import { factsOf, type TraceFacts } from './trace-facts';

const known = new Set(['order', 'payment', 'bank', 'kafka']);

interface Made {
  readonly bankMs?: number;
  readonly queries?: number;
  readonly flagged?: boolean;
  readonly failing?: boolean;
}

/** A request that charges the bank and asks the database. */
function trace({ bankMs = 30, queries = 2, flagged = false, failing = false }: Made = {}): TraceFacts {
  const bankEnd = 5 + bankMs;
  const end = bankEnd + 5 + queries;
  const spans = [
    madeSpan({
      id: 'POST /orders',
      ms: [0, end],
      kind: 'server',
      attributes: { ...(flagged && { 'feature_flag.key': 'slow-query' }) },
    }),
    madeSpan({
      id: 'bank',
      name: 'POST',
      under: 'POST /orders',
      ms: [5, bankEnd],
      kind: 'client',
      service: 'payment',
      status: failing ? 'error' : 'unset',
      attributes: {
        'http.request.method': 'POST',
        'url.path': '/charges',
        'peer.service': 'bank',
        ...(failing && { 'http.response.status_code': 503 }),
      },
    }),
    ...Array.from({ length: queries }, (_, index) =>
      madeSpan({
        id: `query ${index}`,
        name: 'SELECT orders',
        under: 'POST /orders',
        ms: [bankEnd + index, bankEnd + index + 1],
        kind: 'client',
        attributes: { 'db.system.name': 'postgresql' },
      }),
    ),
  ];
  const facts = factsOf(spans, known);
  if (facts === undefined) throw new Error('the trace is whole');
  return facts;
}

const several = (made: Made, count = 12) => Array.from({ length: count }, () => trace(made));
const healthy = several({}, 20);
const told = (now: readonly TraceFacts[]) =>
  differences(now, healthy).map(({ subject, message }) => `${subject.name}: ${message}`);

describe('what tells traces from those of before', () => {
  it('is nothing when they are alike', () => {
    expect(told(several({}))).toEqual([]);
  });

  it('is the dependency that takes longer', () => {
    expect(told(several({ bankMs: 300 }))).toEqual([
      'bank: payment: POST /charges takes 300 ms of the critical path, before 30.0 ms',
    ]);
  });

  it('is the statement that runs again and again', () => {
    expect(told(several({ queries: 50 }))).toContain('order: order: SELECT orders runs 50 times in a trace, before 2');
  });

  it('is where they begin to fail', () => {
    expect(told(several({ failing: true }))).toContain(
      'bank: payment: POST /charges: answered with 503 in 100 % of the traces, before in 0 %',
    );
  });

  it('is the flag their work has taken', () => {
    expect(told(several({ flagged: true }))).toEqual([
      'slow-query: order: POST /orders has feature_flag.key=slow-query in 100 % of the traces, before in 0 %',
    ]);
  });

  it('is not a failure that is as usual', () => {
    const usual = [...several({ failing: true }, 4), ...several({}, 8)];
    expect(differences([...several({ failing: true }, 2), ...several({}, 4)], usual)).toEqual([]);
  });
});

describe('traces to look at', () => {
  it('are those that failed or were far slower than the same work before', () => {
    const now = [trace({ bankMs: 400 }), trace({ failing: true }), trace()];
    expect(badOf(now, healthy)).toEqual(now.slice(0, 2));
  });
});

describe('a trace that is not whole', () => {
  it('is not compared', () => {
    expect(factsOf([madeSpan({ id: 'a', under: 'never stored', ms: [0, 1] })], known)).toBeUndefined();
  });
});
