import { epoch, madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { contextOver, times } from '../../testing/context-over';
import { clocks } from './clocks';

/** Milliseconds from the epoch of made spans to the end of what is looked at. */
const end = times.now.until.getTime() - Number(epoch / 1_000_000n);

/** An order that goes to payment and back, begun some seconds ago; the clocks are ahead by so many milliseconds. */
function trace({ order = 0, payment = 0 }: { order?: number; payment?: number }) {
  const at = (ms: number): [number, number] => [end - 5000 + ms, end - 5000 + ms + 10];
  return [
    madeSpan({ id: 'request', ms: at(0 + order), service: 'order', kind: 'server' }),
    madeSpan({ id: 'charge', under: 'request', ms: at(20 + payment), service: 'payment', kind: 'consumer' }),
    madeSpan({ id: 'settle', under: 'charge', ms: at(40 + order), service: 'order', kind: 'consumer' }),
  ];
}

const blamed = async (...traces: ReturnType<typeof trace>[]) =>
  (await clocks.find(contextOver({ traces }))).map(({ subject }) => subject.name);

const three = (ahead: Parameters<typeof trace>[0]) => [trace(ahead), trace(ahead), trace(ahead)];

describe('the clock', () => {
  it.each([
    ['payment, two minutes ahead', { payment: 120_000 }, ['payment']],
    ['payment, two minutes behind', { payment: -120_000 }, ['payment']],
    ['order, two minutes ahead', { order: 120_000 }, ['order']],
    ['order, two minutes behind', { order: -120_000 }, ['order']],
    ['nobody, when they agree', {}, []],
    ['nobody, for some milliseconds', { payment: 200 }, []],
  ])('is off at %s', async (_, ahead, subjects) => {
    expect(await blamed(...three(ahead))).toEqual(subjects);
  });

  it('of one instance among several is found', async () => {
    const agreeing = Array.from({ length: 7 }, () => trace({}));
    expect(await blamed(...agreeing, ...three({ payment: 120_000 }))).toEqual(['payment']);
  });

  it('is not judged by a single trace', async () => {
    expect(await blamed(trace({ payment: 120_000 }))).toEqual([]);
  });
});
