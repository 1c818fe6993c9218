import { describe, expect, it } from 'vitest';
import { madeRun } from '../testing/made-run';
import { compare } from './compare';
import type { Sightings } from './sightings';

const run = madeRun({
  sent: 1000,
  orders: { sent: 60, accepted: 58, unknown: 2, toBeCaptured: 46, toBeDeclined: 12 },
  unanswered: 3,
  p95: 40,
});

const agreeing: Sightings = {
  counted: {
    requests: 998,
    p95Ms: 30,
    orders: { placed: 59, paid: 47, cancelled: 12 },
    payments: { captured: 47, declined: 12, failed: 0 },
  },
  stored: { placed: 59, pending: 0, paid: 47, cancelled: 12 },
  logged: { requests: 998, orders: 59, payments: 59 },
  spans: 998,
  traces: { asked: 25, found: 25 },
  lost: { logRecords: 0, spans: 0 },
  restarted: [],
};

const disagreements = (changes: Partial<Sightings>) =>
  compare(run, { ...agreeing, ...changes })
    .filter(({ agrees }) => !agrees)
    .map(({ what, place }) => `${what}: ${place}`);

const counted = (changes: Partial<Sightings['counted']>) => ({ counted: { ...agreeing.counted, ...changes } });

describe('generator and platform', () => {
  it('agree when only requests without an answer leave it open', () => {
    expect(disagreements({})).toEqual([]);
  });

  it('agree on a rate within 5 %, and no further', () => {
    expect(disagreements(counted({ requests: 950 }))).toEqual([]);
    expect(disagreements(counted({ requests: 940 }))).toEqual([
      'requests counted: on the way to Prometheus: is the order service scraped?',
    ]);
    expect(disagreements(counted({ requests: 1060 }))).toEqual([
      'requests counted: somebody else asked the shop meanwhile',
    ]);
  });

  it('agree on a p95 within 100 ms', () => {
    expect(disagreements(counted({ p95Ms: 139 }))).toEqual([]);
    expect(disagreements(counted({ p95Ms: 141 }))[0]).toContain('before the order service looks at its clock');
  });

  it('disagree on a single order, and say which hop lost it', () => {
    const stored = { placed: 59, pending: 1, paid: 46 - 1, cancelled: 12 };
    expect(disagreements({ stored })).toEqual([
      'orders paid: 1 orders wait for their payment: outbox, Kafka lag, bank (sightline trace <order>)',
    ]);
  });

  it('name the bank when payments got no answer from it', () => {
    const payments = { captured: 40, declined: 12, failed: 7 };
    expect(disagreements(counted({ payments }))).toEqual(['payments captured: 7 payments got no answer from the bank']);
  });

  it('name the services when they say themselves that they dropped telemetry', () => {
    const logged = { ...agreeing.logged, requests: 900 };
    expect(disagreements({ logged, lost: { logRecords: 98, spans: 0 } })[0]).toContain('dropped 98 log records');
    expect(disagreements({ spans: 900, lost: { logRecords: 0, spans: 98 } })[0]).toContain('dropped 98 spans');
  });

  it('do not disagree over traces that a store has forgotten, but tell of them', () => {
    const seen = { ...agreeing, traces: { asked: 25, found: 3 } };
    expect(disagreements(seen)).toEqual([]);
    expect(compare(run, seen).at(-1)?.note).toContain('Zipkin keeps its newest 40,000 spans');
  });

  it('name a restart before anything else that counters suffer from', () => {
    expect(disagreements({ ...counted({ requests: 100 }), restarted: ['order'] })[0]).toContain('order started again');
  });
});
