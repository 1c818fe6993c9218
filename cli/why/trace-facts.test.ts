import { madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { readRecorded } from '../trace-view/recorded/recorded';
import { factsOf } from './trace-facts';

const known = new Set(['order', 'payment', 'bank', 'kafka', 'postgres']);

describe('an order whose first attempt at the bank failed, as it was stored', async () => {
  const { spans } = await readRecorded('retried', 'zipkin');
  const facts = factsOf(spans, known);

  it('began with a request', () => {
    expect([facts?.entry, facts?.failed]).toEqual(['order: POST /orders', true]);
  });

  it('failed first in the call to the bank', () => {
    expect(facts?.origins.map(({ message }) => message)).toEqual(['payment: POST /charges: answered with 503']);
  });

  it('spent all its time on the critical path', () => {
    const total = facts?.path.reduce((sum, { value }) => sum + value, 0) ?? 0;
    expect(total / (facts?.durationNano ?? 0)).toBeCloseTo(1, 3);
  });

  it('asked the bank twice', () => {
    expect(facts?.calls.find(({ message }) => message === 'payment: POST /charges')?.value).toBe(2);
  });

  it('has traits that tell what was done, and none that name this order or this machine', () => {
    const traits = facts?.traits.map(({ message }) => message) ?? [];
    expect(traits).toContain('payment: POST /charges has http.response.status_code=503');
    expect(traits.join('\n')).not.toMatch(/order\.id|server\.port|url\.path|message\.id/);
  });
});

it.each([
  ['28000', 'postgres'],
  ['57P01', 'postgres'],
  ['53300', 'postgres'],
  ['23505', 'payment'],
  ['40001', 'payment'],
  ['57', 'payment'],
  ['TypeError', 'payment'],
])('an error that PostgreSQL gives of itself is about PostgreSQL, another about who met it: %s', (code, subject) => {
  const span = madeSpan({
    id: 'handle',
    ms: [0, 5],
    service: 'payment',
    name: 'handle',
    attributes: { 'error.type': code },
  });
  const trait = factsOf([span], known)?.traits.find(({ message }) => message.endsWith(`error.type=${code}`));
  expect(trait?.subject.name).toBe(subject);
});
