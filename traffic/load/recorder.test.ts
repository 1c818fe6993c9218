import { describe, expect, it } from 'vitest';
import type { Measurement } from './measurement';
import { Recorder } from './recorder';

const measured = (changes: Partial<Measurement>): Measurement => ({
  traceId: 'a'.repeat(32),
  method: 'GET',
  route: '/products',
  due: 100,
  sent: 100,
  answered: 110,
  status: 200,
  ...changes,
});

const recorded = (...measurements: Partial<Measurement>[]) => {
  const recorder = new Recorder(0, () => 10);
  for (const changes of measurements) recorder.record(measured(changes));
  return { ...recorder.recorded, lag: recorder.lag.summary };
};

describe('what is kept of a run', () => {
  it('counts latency from when a request was due, not from when it was sent', () => {
    const { latency, serviceTime, lag } = recorded({ due: 0, sent: 1900, answered: 2000 });
    expect(latency.max).toBeCloseTo(2000, -1);
    expect(serviceTime.max).toBeCloseTo(100, 0);
    expect(lag.max).toBeCloseTo(1900, -1);
  });

  it('puts a request into the second in which it was due, however late its answer', () => {
    const { perSecond } = recorded({ due: 500, answered: 9_000 }, { due: 2_100, answered: 2_200 });
    expect(perSecond.map(({ sent }) => sent)).toEqual([1, 0, 1]);
  });

  it('takes refusals, errors and silence as failures', () => {
    const { failed, failures, routes } = recorded(
      { status: 200 },
      { status: 429 },
      { status: 500 },
      { status: undefined, error: 'ECONNREFUSED' },
    );
    expect(failed).toBe(3);
    expect(failures.map(({ status, error }) => status ?? error)).toEqual([429, 500, 'ECONNREFUSED']);
    expect(routes[0]?.statuses).toEqual({ 200: 1, 429: 1, 500: 1, none: 1 });
  });

  it('knows how many orders are to be paid, to be declined, and may or may not have been accepted', () => {
    const order = { method: 'POST', route: '/orders', status: 201, paymentToken: 'tok_ok' };
    const { orders } = recorded(
      order,
      { ...order, paymentToken: 'tok_declined' },
      { ...order, status: undefined },
      { ...order, status: 503 },
    );
    expect(orders).toEqual({ sent: 4, accepted: 2, unknown: 1, toBeCaptured: 1, toBeDeclined: 1 });
  });

  it('keeps the slowest, the slowest first, of however many there are', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      traceId: `${index}`,
      answered: 100 + ((index * 7) % 2_000),
    }));
    const { slowest } = recorded(...many);
    expect(slowest).toHaveLength(25);
    expect(slowest[0]?.latencyMs).toBe(1999);
    expect(slowest.every(({ latencyMs }) => latencyMs >= 1975)).toBe(true);
  });
});
